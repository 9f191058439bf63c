import { setTimeout as sleep } from 'node:timers/promises';
import { steading } from '../../../support/steading';
import { say, tier } from '../report';
import { succeeded } from './engine';
import { deployment, type Ground, startGround } from './ground';
import { unlike } from './judge';
import { GIVEN, givenTo } from './values';

const POLL_MS = 20;

/** An environment whose engine is killed in the middle, alone: its providers finish what they are at. */
export function survives(name: string): void {
  tier(`a killed pulumi up of ${name}`, () => {
    let ground: Ground | undefined;

    beforeAll(async () => {
      ground = await startGround({ name, mode: 'direct', suite: 'up-killed' });
    });

    afterAll(async () => {
      ground?.engine.stop();
      await ground?.plane.stop();
    });

    test('is recovered, and the next one makes what is missing and no more', async () => {
      if (!ground) throw new Error('nothing was started');
      const { tree, planned, plane, root, engine } = ground;
      const given = givenTo(tree, planned);
      const { child, ended } = await engine.begin('up', deployment('direct'), ...(given ? [given] : []));
      const made = () => engine.log().filter((line) => line.startsWith('end create')).length;
      while (made() < planned.length / 2 && child.exitCode === null) await sleep(POLL_MS);
      engine.kill(child, 'engine');
      expect(await ended).toMatchObject({ code: -1 });
      const known = made();

      const recovered = await steading(['recover', name], { cwd: root, program: root, env: engine.env });
      if (recovered.code !== 0) throw new Error(recovered.stderr + recovered.stdout);
      expect(recovered.stderr + recovered.stdout).not.toContain(GIVEN);
      const { changes } = succeeded(await engine.run('up'));
      say(`${name}: killed after ${known} resources, ${changes.create} were left`);
      expect(Object.keys(changes).filter((change) => /delete|replace/.test(change))).toEqual([]);
      expect(await unlike(plane.kube, tree)).toEqual([]);
      expect(succeeded(await engine.run('up')).changes).toEqual({ same: planned.length + 1 });
    });
  });
}
