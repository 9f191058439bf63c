import { createColors } from 'picocolors';

const { stdout, stderr, env } = process;

const isTerminal = Boolean(stdout.isTTY && stderr.isTTY) && env.TERM !== 'dumb';

/** Colours on a terminal or where FORCE_COLOR wants them, and nowhere else: picocolors alone would take a CI system for one. */
export default createColors((isTerminal || Boolean(env.FORCE_COLOR)) && !env.NO_COLOR);
