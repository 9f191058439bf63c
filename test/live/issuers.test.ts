import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issuers } from '../../tools/issuers/main';
import { ROOT } from '../support/steading';
import { judged, tier } from './support/report';

tier('forms of keys', () => {
  test('are those of the package that they come from', async () => {
    const said = await judged(
      () => 'gitleaks, as data',
      'gitleaks',
      async () => issuers(),
    );
    expect(readFileSync(join(ROOT, 'src/secrets/detect/issuers.json'), 'utf8')).toBe(said);
  });
});
