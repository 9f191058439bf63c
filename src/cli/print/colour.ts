import { createColors } from 'picocolors';

const { stdout, stderr, env } = process;

/** Colours on a terminal, and nowhere else: picocolors alone would take a CI system for one. */
export default createColors(Boolean(stdout.isTTY && stderr.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb');
