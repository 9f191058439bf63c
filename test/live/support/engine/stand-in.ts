export type Inputs = Readonly<Record<string, unknown>>;

/** Of which resource the engine asks. */
export interface Asked {
  readonly urn: string;
  readonly type: string;
  /** Nothing is to be done, only said. */
  readonly isPreview: boolean;
  /** Seconds; 0 where none is stated. */
  readonly timeout: number;
}

export interface Made {
  readonly id: string;
  /** What is kept in the state beside the inputs. */
  readonly outs: Inputs;
  /** What was found in place of the inputs, where it was read. */
  readonly inputs?: Inputs;
}

export interface Difference {
  readonly isChanged: boolean;
  /** Properties whose change makes the resource anew. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace?: boolean;
}

/** What a stand-in for a plugin does. Values come and go without the engine's marks of secrets. */
export interface StandIn {
  /** It is asked in previews, too. @default false */
  readonly previews?: boolean;
  /** With what the engine starts it, as texts: `{ enableSecretMutable: 'true' }`. */
  configure?(settings: Readonly<Record<string, string>>): Promise<void>;
  /** Settings whose change makes every resource of the provider anew. */
  replacing?(before: Inputs, after: Inputs): readonly string[];
  /** What is wrong with inputs. */
  check?(asked: Asked, inputs: Inputs): Promise<readonly string[]>;
  diff(asked: Asked, before: Inputs, after: Inputs): Difference;
  create(asked: Asked, inputs: Inputs): Promise<Made>;
  update(asked: Asked, id: string, before: Inputs, inputs: Inputs): Promise<Inputs>;
  /** What is there now; nothing where it is gone. */
  read?(asked: Asked, id: string, before: Inputs, inputs: Inputs): Promise<Made | undefined>;
  delete(asked: Asked, id: string, before: Inputs): Promise<void>;
}

/** It is there, and is not yet what it is to be: the engine keeps it with this reason, and the next run tries again. */
export class PartlyMade extends Error {
  constructor(
    readonly made: Made,
    reason: string,
  ) {
    super(reason);
  }
}
