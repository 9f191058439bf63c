import { planText } from '../../src/cli/print/hosts/plan';
import type { CommandNode, HostNode } from '../../src/graph/graph';
import type { Asked } from '../../src/hosts/plan';

const command = (name: string, more: Partial<CommandNode> = {}): CommandNode => ({
  name,
  as: 'root',
  reboot: false,
  test: 'true',
  apply: 'true',
  after: [],
  at: () => undefined,
  ...more,
});
const file = (path: string) =>
  command(`file${path.replaceAll('/', '-')}`, { file: { path, mode: 0o644, owner: 'root', content: 'new' } });
const so = (of: CommandNode): Asked => ({ command: of, answer: { so: true } });
const not = (of: CommandNode): Asked => ({ command: of, answer: { so: false } });

const conf = file('/etc/web.conf');
const other = file('/etc/other.conf');
const unit = command('unit-web.service', {
  restarts: 'web.service',
  reads: ['/etc/web.conf'],
  after: ['box/file-etc-web.conf', 'box/file-etc-other.conf'],
});
const shown = (...asked: Asked[]) =>
  planText('lab', [{ host: { name: 'box', address: '192.168.1.5' } as HostNode, asked }]);

describe('the plan of a host', () => {
  it('says that a unit restarts when a file that it reads changes', () => {
    expect(shown(not(conf), so(other), so(unit))).toContain(
      'change  unit-web.service: restarts web.service, which reads what changes',
    );
  });

  it('and does not when another one changes that merely comes before it', () => {
    expect(shown(so(conf), not(other), so(unit))).not.toContain('web.service');
  });
});
