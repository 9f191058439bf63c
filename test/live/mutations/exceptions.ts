import exceptions from '../exceptions.json';
import type { Verdict } from './judge';

/** A difference between the API server and the checks that is wanted, or known. */
export interface Exception {
  /** Who is stricter: the checks call an error what the server takes, or the server refuses what passes the checks. */
  readonly stricter: 'checks' | 'server';
  /** Regular expressions; one that is absent matches all. */
  readonly operator?: string;
  readonly kind?: string;
  readonly where?: string;
  /** Of the finding, where the checks are stricter. */
  readonly code?: string;
  /** Of kinds that a package describes, or of those that none does. */
  readonly isDescribed?: boolean;
  readonly why: string;
}

const ALL = exceptions as readonly Exception[];

/** Takes away what an exception speaks of; what is left is a disagreement. */
export class Exceptions {
  readonly #used = new Set<Exception>();

  /** Whether the server refuses what passes the checks, and no exception says why. */
  missed(verdict: Verdict): boolean {
    return verdict.refused !== undefined && verdict.errors.length === 0 && !this.#excused(verdict, 'server', '');
  }

  /** The errors of the checks about what the server takes, and no exception says why. */
  overdone(verdict: Verdict): readonly string[] {
    if (verdict.refused !== undefined) return [];
    return verdict.errors
      .filter(({ code }) => !this.#excused(verdict, 'checks', code))
      .map(({ code, message }) => `${code}: ${message}`);
  }

  unused(): string[] {
    return ALL.filter((exception) => !this.#used.has(exception)).map(({ why }) => why);
  }

  #excused({ variant: { operator, where, document }, isDescribed }: Verdict, stricter: string, code: string): boolean {
    const fits = (pattern: string | undefined, text: string): boolean =>
      pattern === undefined || new RegExp(`^(${pattern})$`).test(text);
    const found = ALL.find(
      (exception) =>
        exception.stricter === stricter &&
        (exception.isDescribed ?? isDescribed) === isDescribed &&
        fits(exception.operator, operator.name) &&
        fits(exception.kind, document.manifest.kind) &&
        fits(exception.where, where) &&
        fits(exception.code, code),
    );
    if (found) this.#used.add(found);
    return found !== undefined;
  }
}
