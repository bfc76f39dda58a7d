/** Tests of the checker in the JVM that calls it: a user's code, instrumented by the agent. */
package application;
