package dev.pagetwin.spec.id;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.checkerframework.framework.qual.DefaultFor;
import org.checkerframework.framework.qual.SubtypeOf;
import org.checkerframework.framework.qual.TypeUseLocation;

/**
 * The kind that is below every other, which the Subtyping Checker needs to close its order. No number has it; nobody
 * writes it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
@SubtypeOf({PfnNo.class, SlotNo.class, VpnNo.class, BlockNo.class})
@DefaultFor(TypeUseLocation.LOWER_BOUND)
public @interface IdBottom {}
