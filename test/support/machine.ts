import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that a script takes for the root of a machine, with stand-ins for its programs. */
export class FakeMachine {
  private readonly root = mkdtempSync(join(tmpdir(), 'steading-machine-'));

  write(path: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text, { mode });
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  program(name: string, script: string): void {
    this.write(`/programs/${name}`, `#!/bin/sh\n${script.replaceAll('ROOT', this.root)}\n`, 0o755);
  }

  /** Runs a script whose paths of these folders are those of this machine. */
  run(script: string) {
    const moved = script.replaceAll(/(?<=^|[\s"'=])\/(boot|etc|proc|run|sys|usr|var)\//gm, `${this.root}/$1/`);
    const env = { PATH: `${join(this.root, 'programs')}:${process.env.PATH}` };
    return spawnSync('sh', ['-euc', moved], { env, encoding: 'utf8' });
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
