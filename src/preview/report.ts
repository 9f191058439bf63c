import type { Finding } from '../diagnostics/finding';
import type { Comparison } from './comparison';
import type { Risk } from './consequences/consequence';

/** What is said of a change: every environment that was compared, and those that could not be. */
export interface Report {
  readonly comparisons: readonly Comparison[];
  /** What was compared, as people name it: `main (abc1234)`, `the working tree`. */
  readonly before?: string;
  readonly after?: string;
  readonly failed?: readonly Failed[];
  /** The risks that fail the run: asked for, found, and accepted by nobody. */
  readonly failedBy?: readonly Risk[];
  /** Acceptances of what does not happen. */
  readonly stale?: readonly Acceptance[];
  /** What was meant to accept something and accepts nothing, in words. */
  readonly misread?: readonly string[];
  /** Where the whole report is to be found, for whom a part of it is printed. */
  readonly whole?: string;
  /** Tells apart several previews of one pull request. @default - there is one */
  readonly name?: string;
}

/** An environment that cannot be built, so that nothing can be compared. */
export interface Failed {
  readonly environment: string;
  /** Which of the two states. */
  readonly side: 'before' | 'after';
  readonly findings: readonly Finding[];
}

/** That a risk is known, and why it is taken. */
export interface Acceptance {
  readonly code: string;
  /** Whom it is accepted for. @default - for all */
  readonly about?: string;
  readonly why: string;
}
