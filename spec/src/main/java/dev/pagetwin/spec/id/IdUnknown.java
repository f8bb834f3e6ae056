package dev.pagetwin.spec.id;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.checkerframework.framework.qual.DefaultQualifierInHierarchy;
import org.checkerframework.framework.qual.SubtypeOf;

/**
 * A number of no stated kind, and the default: it goes nowhere a {@link PfnNo}, {@link SlotNo}, {@link VpnNo} or
 * {@link BlockNo} is wanted. The Subtyping Checker holds this at compile time; at run time these are bare {@code int}s
 * and {@code long}s.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
@SubtypeOf({})
@DefaultQualifierInHierarchy
public @interface IdUnknown {}
