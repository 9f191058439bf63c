// No test is timed: this only ends one that would never end by itself, on the slowest machine.
jest.setTimeout(300_000);
