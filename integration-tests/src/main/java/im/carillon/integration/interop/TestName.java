package im.carillon.integration.interop;

import java.lang.reflect.Method;

/** A test of the suite: the simple name of its class, and of its method. */
record TestName(String className, String method) {

    static TestName of(Method method) {
        return new TestName(method.getDeclaringClass().getSimpleName(), method.getName());
    }

    @Override
    public String toString() {
        return className + "." + method;
    }
}
