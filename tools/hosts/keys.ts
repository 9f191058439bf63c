import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface KeyPair {
  readonly path: string;
  readonly private: string;
  /** As in known_hosts, without the host. */
  readonly public: string;
}

/** Keys that are thrown away with their folder. */
export class Keys {
  readonly folder = mkdtempSync(join(tmpdir(), 'steading-hosts-'));
  readonly client = this.make('client');
  private made = 0;

  hostKey(type: 'ed25519' | 'ecdsa' = 'ed25519'): KeyPair {
    return this.make(`host-${this.made++}`, type);
  }

  /** One that wants a passphrase. */
  locked(): KeyPair {
    return this.make('locked', 'ed25519', 'open sesame');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private make(name: string, type = 'ed25519', passphrase = ''): KeyPair {
    const path = join(this.folder, name);
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', '', '-f', path]);
    return { path, private: readFileSync(path, 'utf8'), public: readFileSync(`${path}.pub`, 'utf8').trim() };
  }
}
