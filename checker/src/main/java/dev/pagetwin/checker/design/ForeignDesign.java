package dev.pagetwin.checker.design;

import dev.pagetwin.checker.twin.Design;
import dev.pagetwin.checker.twin.Window;
import dev.pagetwin.impl.Kernel;
import dev.pagetwin.impl.arch.ArchHooks;
import dev.pagetwin.impl.path.Paths;
import dev.pagetwin.spec.Profile;
import dev.pagetwin.spec.Profile.SaveAt;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A design that somebody else wrote: a class that implements {@link ArchHooks}, on the paths of the reference. */
public final class ForeignDesign implements Design {
    private final Constructor<? extends ArchHooks> constructor;
    private final SaveAt save;
    private final boolean scrub;

    private ForeignDesign(Constructor<? extends ArchHooks> constructor, ArchHooks hooks) {
        this.constructor = constructor;
        this.save = hooks.savesAtUnmap() ? SaveAt.UNMAP : SaveAt.WRITEBACK;
        this.scrub = hooks.scrubs();
    }

    /**
     * Loads a design.
     *
     * @param name the full name of the class
     * @param classpath where to look besides pagetwin itself: jar files and folders
     * @throws DesignException if there is no such class, or it is not a design
     */
    public static ForeignDesign load(String name, List<Path> classpath) throws DesignException {
        // The loader stays open: the design may load more of its classes at any step.
        ClassLoader loader = new URLClassLoader(urls(classpath), ForeignDesign.class.getClassLoader());
        Class<?> type;
        try {
            type = Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new DesignException("design " + name + ": no such class on the class path " + classpath);
        } catch (LinkageError e) {
            throw new DesignException("design " + name + ": cannot be loaded: " + e);
        }
        if (!ArchHooks.class.isAssignableFrom(type)) {
            throw new DesignException("design " + name + ": does not implement " + ArchHooks.class.getName());
        }
        try {
            Constructor<? extends ArchHooks> made = type.asSubclass(ArchHooks.class).getConstructor();
            return new ForeignDesign(made, make(made));
        } catch (NoSuchMethodException e) {
            throw new DesignException("design " + name + ": has no public constructor without arguments");
        }
    }

    private static URL[] urls(List<Path> classpath) throws DesignException {
        List<URL> urls = new ArrayList<>();
        for (Path path : classpath) {
            if (!Files.isReadable(path)) {
                throw new DesignException("class path " + path + ": not a readable file or folder");
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new DesignException("class path " + path + ": " + e.getMessage());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static ArchHooks make(Constructor<? extends ArchHooks> constructor) throws DesignException {
        String name = constructor.getDeclaringClass().getName();
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new DesignException("design " + name + ": its constructor threw " + e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new DesignException("design " + name + ": cannot be made: " + e);
        }
    }

    @Override
    public String name() {
        return constructor.getDeclaringClass().getSimpleName();
    }

    /** The profile with tags saved and zeroed where this design does it. */
    @Override
    public Profile profile(Profile profile) {
        return new Profile(save, profile.slotCache(), profile.device(), scrub, profile.claim());
    }

    /** Nobody knows what it keeps. */
    @Override
    public boolean keepsRecordsBySlot() {
        return false;
    }

    @Override
    public Kernel boot(Window window) {
        try {
            return Reference.boot(window, make(constructor), new Paths());
        } catch (DesignException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
