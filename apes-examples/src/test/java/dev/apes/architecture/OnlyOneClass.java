package dev.apes.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.TreeSet;

/** Satisfied when exactly one top-level class of all those checked makes a call that the predicate describes. */
final class OnlyOneClass extends ArchCondition<JavaClass> {

    private final DescribedPredicate<JavaMethodCall> call;
    private final TreeSet<String> callers = new TreeSet<>();

    OnlyOneClass(DescribedPredicate<JavaMethodCall> call) {
        super("be the only one with a " + call.getDescription());
        this.call = call;
    }

    @Override
    public void init(Collection<JavaClass> classes) {
        callers.clear();
    }

    @Override
    public void check(JavaClass javaClass, ConditionEvents events) {
        if (javaClass.getMethodCallsFromSelf().stream().anyMatch(call)) {
            callers.add(javaClass.getName().replaceAll("\\$.*", ""));
        }
    }

    @Override
    public void finish(ConditionEvents events) {
        boolean one = callers.size() == 1;
        events.add(new SimpleConditionEvent(this, one, "a " + call.getDescription() + " is in " + callers));
    }
}
