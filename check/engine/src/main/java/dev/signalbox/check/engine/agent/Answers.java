package dev.signalbox.check.engine.agent;

import static dev.signalbox.check.engine.agent.RuntimeNames.JDK_HOOKS;
import static dev.signalbox.check.engine.agent.RuntimeNames.STACK_TRACES;
import static dev.signalbox.check.engine.agent.RuntimeNames.type;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Code at the start of a method, by which a hook may answer in its place. */
final class Answers {
  private static final String THREAD = "java/lang/Thread";
  private static final String STATE = "Ljava/lang/Thread$State;";
  private static final String FRAMES = "[Ljava/lang/StackTraceElement;";

  private Answers() {}

  /** At the start of {@code run}: returns if a hook has run the thread. */
  static void runThread(CodeBuilder b) {
    Label no = b.newLabel();
    b.aload(0);
    b.invokestatic(JDK_HOOKS, "run", type("(Ljava/lang/Object;)Z"));
    b.ifeq(no);
    b.return_();
    b.labelBinding(no);
  }

  static void join(CodeBuilder b) {
    Label no = b.newLabel();
    b.aload(0);
    b.lload(1);
    b.invokestatic(JDK_HOOKS, "join", type("(L" + THREAD + ";J)Z"));
    b.ifeq(no);
    b.return_();
    b.labelBinding(no);
  }

  static void alive(CodeBuilder b) {
    Label no = b.newLabel();
    b.aload(0);
    b.invokestatic(JDK_HOOKS, "alive", type("(L" + THREAD + ";)I"));
    b.dup();
    b.iflt(no);
    b.ireturn();
    b.labelBinding(no);
    b.pop();
  }

  static void stackTrace(CodeBuilder b) {
    Label no = b.newLabel();
    b.aload(0);
    b.invokestatic(STACK_TRACES, "of", type("(L" + THREAD + ";)" + FRAMES));
    b.dup();
    b.ifnull(no);
    b.areturn();
    b.labelBinding(no);
    b.pop();
  }

  static void state(CodeBuilder b) {
    Label no = b.newLabel();
    b.aload(0);
    b.invokestatic(JDK_HOOKS, "state", type("(L" + THREAD + ";)" + STATE));
    b.dup();
    b.ifnull(no);
    b.areturn();
    b.labelBinding(no);
    b.pop();
  }

  static void randomBytes(CodeBuilder b) {
    Label no = b.newLabel();
    b.aload(1);
    b.invokestatic(JDK_HOOKS, "randomBytes", type("([B)Z"));
    b.ifeq(no);
    b.return_();
    b.labelBinding(no);
  }

  static void threadId(CodeBuilder b) {
    Label no = b.newLabel();
    b.invokestatic(JDK_HOOKS, "threadId", type("()J"));
    b.dup2();
    b.lconst_0();
    b.lcmp();
    b.ifeq(no);
    b.lreturn();
    b.labelBinding(no);
    b.pop2();
  }

  static void virtualThread(CodeBuilder b) {
    Label no = b.newLabel();
    b.aload(1);
    b.iload(2);
    b.aload(3);
    b.invokestatic(
        JDK_HOOKS,
        "newVirtualThread",
        type("(Ljava/lang/String;ILjava/lang/Runnable;)L" + THREAD + ";"));
    b.dup();
    b.ifnull(no);
    b.areturn();
    b.labelBinding(no);
    b.pop();
  }
}
