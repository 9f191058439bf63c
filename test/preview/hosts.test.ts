import { hostChanges, unhosted } from '../../src/preview/hosts';
import type { Side, Text } from '../../src/preview/side';

const CONTAINER = '/home/me/.config/containers/systemd/ollama.container';
const file = { path: CONTAINER, owner: 'me', mode: '0644' };
const COMMANDS = [
  { name: 'file-ollama', as: 'user', reboot: false, restarts: null, reads: null, file },
  {
    name: 'unit-ollama.service',
    as: 'user',
    reboot: false,
    restarts: 'ollama.service',
    reads: [CONTAINER],
    file: null,
  },
  { name: 'cgroups', as: 'root', reboot: true, restarts: null, reads: null, file: null },
];

interface Host {
  readonly address?: string;
  readonly commands?: readonly object[];
  readonly image?: string;
  readonly cgroups?: string;
}

function texts({
  address = '192.0.2.1',
  commands = COMMANDS,
  image = 'ollama:1',
  cgroups = 'grep cgroup',
}: Host): Text[] {
  return [
    { file: 'hosts/pi/plan.json', content: JSON.stringify({ host: 'pi', address, commands, values: [] }) },
    { file: `hosts/pi/files${CONTAINER}`, content: `[Container]\nImage=${image}\n` },
    { file: 'hosts/pi/commands/cgroups.sh', content: cgroups },
    { file: 'hosts/pi/commands/unit-ollama.service.sh', content: 'systemctl restart ollama' },
    { file: 'Makefile', content: 'all:' },
  ];
}

const side = (all: readonly Text[]): Side => ({ environment: 'pi', objects: [], texts: all, notes: [] });
const between = (before: Host, after: Host) => hostChanges(side(texts(before)), side(texts(after)));

it("nothing is said of a host that is the same, nor of files that are no host's", () => {
  expect(between({}, {})).toEqual([]);
  expect(unhosted(side(texts({}))).map(({ file }) => file)).toEqual(['Makefile']);
});

it('a unit restarts when a file changes that it reads, and nothing else does', () => {
  expect(between({}, { image: 'ollama:2' })).toMatchObject([
    {
      what: 'changed',
      host: 'pi',
      files: [{ what: 'changed', file: CONTAINER }],
      commands: [{ what: 'runs again', name: 'unit-ollama.service', because: `it reads ${CONTAINER}` }],
      restarts: ['ollama.service'],
    },
  ]);
});

it('a file with another owner or mode is a change of it', () => {
  const root = COMMANDS.map((command) => (command.file ? { ...command, file: { ...file, owner: 'root' } } : command));
  expect(between({}, { commands: root })).toMatchObject([
    { files: [{ file: CONTAINER }], restarts: ['ollama.service'] },
  ]);
});

it('a command that does something else is named, with whether it reboots', () => {
  expect(between({}, { cgroups: 'grep memory' })).toMatchObject([
    { commands: [{ what: 'changed', name: 'cgroups', as: 'root', reboots: true }], restarts: [] },
  ]);
});

it('a command that is gone leaves what it did', () => {
  const [change] = between({}, { commands: COMMANDS.slice(0, 2) });
  expect(change?.commands).toMatchObject([{ what: 'removed', name: 'cgroups' }]);
  expect(change?.commands[0]?.because).toContain('steading host apply');
});

it('another address of the same host is one field', () => {
  expect(between({}, { address: '192.0.2.2' })).toMatchObject([
    { fields: [{ path: ['address'], before: '192.0.2.1', after: '192.0.2.2' }], files: [], commands: [] },
  ]);
});

it('a host comes and goes as a whole', () => {
  expect(hostChanges(side([]), side(texts({})))).toMatchObject([{ what: 'added', restarts: [] }]);
  expect(hostChanges(side(texts({})), side([]))).toMatchObject([{ what: 'removed', restarts: [] }]);
});

it('a folder of somebody else that is called hosts is no host', () => {
  const foreign = side([{ file: 'hosts/pi/plan.json', content: '{ not json' }]);
  expect(hostChanges(foreign, side([]))).toEqual([]);
  expect(unhosted(foreign)).toHaveLength(1);
});
