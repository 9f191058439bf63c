import type { Check } from '../check';
import { headscale } from './headscale';
import { signIn } from './sign-in';
import { tailscale } from './tailscale';
import { timeouts } from './timeouts';

/** The way to a machine behind a Tailscale network. */
export const tunnel: readonly Check[] = [headscale, signIn, tailscale, timeouts];
