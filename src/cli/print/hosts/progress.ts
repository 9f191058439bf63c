import { groupBy } from '../../../base/sort';
import { visible } from '../../../base/visible';
import type { Outcome, Step } from '../../../hosts/apply';
import pc from '../colour';
import { own, tell } from '../output';

export interface Progress {
  readonly began: (step: Step) => void;
  readonly ended: (step: Step, outcome: Outcome) => void;
  /** Takes away what is only there while it goes on. */
  readonly close: () => void;
}

/** Tells on standard error what goes on: a line a host that is rewritten on a terminal, a line for all that changes elsewhere. */
export function progress(steps: readonly Step[]): Progress {
  return process.stderr.isTTY ? inPlace(steps) : inLines();
}

const WORDS: Readonly<Record<Outcome['kind'], string>> = {
  done: 'done',
  already: 'already so',
  failed: 'failed',
  unreached: 'not tried',
  skipped: 'not tried',
  interrupted: 'interrupted',
};

function inLines(): Progress {
  return {
    began: () => undefined,
    ended: ({ id }, { kind }) => {
      if (kind !== 'already') tell(`${id}: ${WORDS[kind]}\n`);
    },
    close: () => undefined,
  };
}

interface Line {
  readonly all: number;
  readonly now: Set<string>;
  ended: number;
  failed: number;
}

function inPlace(steps: readonly Step[]): Progress {
  const { stderr } = process;
  const groups = [...groupBy(steps, ({ host }) => host)];
  const hosts = new Map(
    groups.map(([host, own]): [string, Line] => [host, { all: own.length, now: new Set(), ended: 0, failed: 0 }]),
  );
  let drawn = 0;
  const clear = (): void => {
    if (drawn > 0) tell(own(`${drawn}A`) + own('J'));
    drawn = 0;
  };
  const draw = (): void => {
    clear();
    const busy = [...hosts].filter(([, { ended, all }]) => ended < all).slice(0, Math.max(1, stderr.rows - 1));
    for (const [host, { all, now, ended, failed }] of busy) {
      const text = `${host}  ${ended}/${all}${failed > 0 ? `, ${failed} not so` : ''}  ${[...now].join(', ')}`;
      tell(`${pc.dim(visible(text).slice(0, Math.max(1, stderr.columns - 1)))}\n`);
    }
    drawn = busy.length;
  };
  return {
    began: ({ host, command }) => {
      hosts.get(host)?.now.add(command.name);
      draw();
    },
    ended: ({ host, command }, { kind }) => {
      const line = hosts.get(host);
      if (!line) return;
      line.now.delete(command.name);
      line.ended++;
      if (kind !== 'done' && kind !== 'already') line.failed++;
      draw();
    },
    close: clear,
  };
}
