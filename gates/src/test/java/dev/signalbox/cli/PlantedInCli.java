package dev.signalbox.cli;

/** What the planted class of the engine depends on. */
public final class PlantedInCli {}
