import * as v from 'valibot';
import {
  cidr,
  cluster,
  cpu,
  delivery,
  hostname,
  ipv4,
  port,
  positive,
  record,
  releaseVersion,
  size,
  text,
  url,
} from '../../src';
import { readConfig } from '../../src/config/read';
import { deploy } from '../../src/config/schema';
import type { ConfigSchema } from '../../src/model/environment';
import fc from '../support/chance';
import { HOMELAB } from '../support/homelab';

const read = (source: string, schema: ConfigSchema) => readConfig('Pulumi.test.yaml', source, schema);

/** What is said, each as `line:column code message`. */
function said(source: string, schema: ConfigSchema): string[] {
  const result = read(source, schema);
  if (!('findings' in result)) return [];
  return result.findings.map(
    ({ at, code, message }) => `${at?.line}:${at?.column} ${code.replace('configuration/', '')} ${message}`,
  );
}

const values = (source: string, schema: ConfigSchema) => {
  const result = read(source, schema);
  if ('findings' in result) throw new Error(result.findings.map(({ message }) => message).join());
  return result.config;
};

/** Whether one value is taken, written in YAML as JSON writes it. */
const takes = (schema: v.GenericSchema, value: unknown) =>
  said(`config: { "steading:it": ${JSON.stringify(value)} }`, { it: schema }).length === 0;

describe('a file', () => {
  it('gives the values of its own project, and passes over those of others', () => {
    const source =
      'secretsprovider: passphrase\nconfig:\n  aws:region: home\n  steading:domain: a.example\n  steadingly:x: 1\n';
    expect(values(source, { domain: hostname })).toEqual({ domain: 'a.example' });
  });

  it('may use anchors, comments and any order', () => {
    const source = 'config:\n  # ours\n  steading:b: *x\n  steading:a: &x home.example\n';
    expect(said(source.replace('*x', 'other.example'), { a: hostname, b: hostname })).toEqual([]);
    expect(values('config:\n  steading:a: &x h.example\n  steading:b: *x\n', { a: hostname, b: hostname })).toEqual({
      a: 'h.example',
      b: 'h.example',
    });
  });

  it('with an alias of nothing is not YAML, at that place', () => {
    expect(said('config:\n  steading:a: *gone\n', { a: hostname })).toEqual([
      expect.stringMatching(/^2:15 not-yaml .*gone/),
    ]);
  });

  it.each([
    ['a text', 'hello'],
    ['a list', '[1, 2]'],
    ['a map whose config is a text', 'config: hello'],
    ['a map whose config is a list', 'config: [steading:a]'],
  ])('that is %s is told so, also where nothing is asked for', (_, source) => {
    expect(said(source, {})).toHaveLength(1);
  });

  it.each([
    ['empty', ''],
    ['without config', 'secretsprovider: passphrase'],
    ['with an empty config', 'config:'],
  ])('that is %s lacks what is asked for, and nothing else', (_, source) => {
    expect(said(source, {})).toEqual([]);
    expect(said(source, { a: hostname })).toEqual([expect.stringContaining("missing-key 'steading:a' is missing")]);
  });

  it('is read as YAML 1.2: yes is a text, 012 is twelve', () => {
    expect(values('config: { steading:a: yes, steading:b: 012 }', { a: text, b: v.number() })).toEqual({
      a: 'yes',
      b: 12,
    });
  });
});

describe('a mistake names line, key, what was got and what was expected', () => {
  const shape = {
    shop: v.strictObject({
      open: v.strictObject({ from: port, until: port }),
      floors: v.array(positive, 'a list of floors'),
    }),
  };
  const right = 'config:\n  steading:shop:\n    open:\n      from: 8\n      until: 18\n    floors: [1, 2]\n';

  it.each<[string, [string, string], string]>([
    [
      'a wrong value',
      ['until: 18', 'until: late'],
      "5:14 wrong-value 'steading:shop.open.until' is 'late', expected a port from 1 to 65535",
    ],
    [
      'a number out of range',
      ['from: 8', 'from: 70000'],
      "4:13 wrong-value 'steading:shop.open.from' is 70000, expected a port from 1 to 65535",
    ],
    [
      'null',
      ['from: 8', 'from:'],
      "4:12 wrong-value 'steading:shop.open.from' is null, expected a port from 1 to 65535",
    ],
    [
      'a member of a list',
      ['[1, 2]', '[1, two]'],
      "6:17 wrong-value 'steading:shop.floors[1]' is 'two', expected a whole number above 0",
    ],
    [
      'a map in place of a list',
      ['[1, 2]', '{ a: 1 }'],
      "6:13 wrong-value 'steading:shop.floors' is a map, expected a list of floors",
    ],
    [
      'a list in place of a map',
      ['\n      from: 8\n      until: 18', ' [8, 18]'],
      "3:11 wrong-value 'steading:shop.open' is a list, expected a map of keys",
    ],
    [
      'an unknown key',
      ['until', 'untill'],
      "5:7 unknown-key unknown key 'steading:shop.open.untill', expected steading:shop.open.from or steading:shop.open.until",
    ],
    [
      'an unknown area',
      ['steading:shop', 'steading:shops'],
      "2:3 unknown-key unknown key 'steading:shops', expected steading:shop",
    ],
    [
      'a missing key',
      ['      until: 18\n', ''],
      "3:5 missing-key 'steading:shop.open.until' is missing, expected a port from 1 to 65535",
    ],
  ])('%s', (_, [from, to], expected) => {
    expect(said(right, shape)).toEqual([]);
    expect(right).toContain(from);
    expect(said(right.replace(from, to), shape)).toContain(expected);
  });

  it('of a key where none is known says so', () => {
    expect(said('config: { steading:x: 1 }', {})).toEqual([expect.stringMatching(/expected none$/)]);
  });

  it('and names them all at once', () => {
    const wrong = right.replace('8\n', '0\n').replace('18', '0').replace('[1, 2]', '[0]');
    expect(said(wrong, shape).map((line) => line.split(' ')[0])).toEqual(['4:13', '5:14', '6:14']);
  });

  it('of a file with Windows line ends stands at the same place', () => {
    const wrong = right.replace('18', 'late');
    expect(said(wrong.replaceAll('\n', '\r\n'), shape)).toEqual(said(wrong, shape));
  });

  it('of a node of a cluster names the node', () => {
    const source = HOMELAB.replace('architecture: amd64', 'architecture: x86');
    expect(said(source, { cluster, ...rest(HOMELAB, 'cluster') })).toEqual([
      expect.stringMatching(
        /^\d+:23 wrong-value 'steading:cluster\.nodes\.homelab\.architecture' is 'x86', expected amd64 or arm64$/,
      ),
    ]);
  });
});

describe('a secure value', () => {
  const source = 'config:\n  steading:domain: a.example\n  steading:token:\n    secure: AAABAJ0v\n';

  it('of its own is left closed and passed over', () => {
    expect(said(source, { domain: hostname })).toEqual([]);
  });

  it('never appears in what is read', () => {
    expect(JSON.stringify(read(source, { domain: hostname }))).not.toContain('AAABAJ0v');
  });

  it('in another value is refused where it stands, and is not repeated', () => {
    const inside = 'config:\n  steading:shop:\n    open: { token: { secure: AAABAJ0v } }\n';
    expect(said(inside, { shop: v.unknown() })).toEqual([
      "3:13 secret-in-place 'steading:shop.open.token' holds a secure value, and steading reads 'steading:shop' in plain: a secure value is a top-level key of its own",
    ]);
    expect(JSON.stringify(read(inside, { shop: v.unknown() }))).not.toContain('AAABAJ0v');
  });

  it('in a list is told by its place in it', () => {
    expect(said('config: { steading:shop: [1, { secure: AAABAJ0v }] }', { shop: v.unknown() })).toEqual([
      expect.stringContaining("'steading:shop[1]' holds a secure value"),
    ]);
  });

  it('as the whole of an area is refused where it stands, whatever the engine has opened', () => {
    const whole = 'config:\n  steading:domain:\n    secure: AAABAJ0v\n';
    const expected =
      "2:3 secret-in-place 'steading:domain' is a secure value, and steading reads that key in plain: a secure value is a top-level key of its own";
    expect(said(whole, { domain: hostname })).toEqual([expected]);
    const given = { settings: { 'steading:domain': 'Not a host: hunter2' }, secured: new Set(['steading:domain']) };
    const opened = readConfig('Pulumi.test.yaml', whole, { domain: hostname }, given);
    expect(opened).toMatchObject({ findings: [{ code: 'configuration/secret-in-place', at: { line: 2, column: 3 } }] });
    expect(JSON.stringify(opened)).not.toMatch(/hunter2|AAABAJ0v/);
  });

  it('that only the engine knows is refused as well, and one that nothing reads in plain is not', () => {
    const given = {
      settings: { 'steading:domain': 'home.example', 'steading:token': 'hunter2' },
      secured: new Set(['steading:domain', 'steading:token', 'aws:secretKey']),
    };
    const opened = readConfig('Pulumi.test.yaml', 'config: {}\n', { domain: hostname }, given);
    expect(opened).toMatchObject({ findings: [{ code: 'configuration/secret-in-place' }] });
    expect(JSON.stringify(opened)).not.toMatch(/hunter2|home.example/);
    const plain = { ...given, secured: new Set(['steading:token']) };
    expect(readConfig('Pulumi.test.yaml', 'config: {}\n', { domain: hostname }, plain)).toEqual({
      config: { domain: 'home.example' },
    });
  });

  it('in a text that `pulumi config set` wrote is refused as well', () => {
    const text = `config: { steading:deploy: '{"unprotect": [{"secure": "AAABAJ0v"}]}' }`;
    expect(said(text, { deploy })).toEqual([expect.stringContaining("'steading:deploy.unprotect[0]' holds a secure")]);
    expect(JSON.stringify(read(text, { deploy }))).not.toContain('AAABAJ0v');
  });
});

describe('a value', () => {
  it.each<[string, v.GenericSchema, readonly unknown[], readonly unknown[]]>([
    ['port', port, [1, 80, 65535], [0, 65536, -1, 80.5, '80', null, true]],
    ['positive', positive, [1, 10], [0, -1, 1.5, '1']],
    ['size', size, ['1Ki', '512Mi', '10Gi', '2Ti'], ['10', '10GB', '0Gi', '1.5Gi', '-1Gi', ' 1Gi', '1 Gi', 10]],
    ['cpu', cpu, ['500m', '2', '0.5', 2, 0.5, '1.25'], ['0', '0m', '2 cores', '1.2345', '-1', 'm', '0.5m', null]],
    [
      'hostname',
      hostname,
      ['a', 'a.example', 'a-b.c1'],
      ['A.example', '-a', 'a-', 'a..b', 'a_b', '', 'a.', `${'a'.repeat(64)}.b`],
    ],
    [
      'url',
      url,
      ['https://a.example', 'http://a:8080/b'],
      ['a.example', 'ftp://a', 'https://', 'git@a:b', 'https:// a'],
    ],
    ['release', releaseVersion, ['1', 'v1.2.3', '7.4.6-alpine', '1.2+k3s1'], ['latest', 'v', 'v1,2', 1.3, '']],
    ['ipv4', ipv4, ['192.168.1.10', '0.0.0.0'], ['192.168.1', '192.168.1.256', '::1', '0x7f.0.0.1', '1', '', 1]],
    ['text', text, ['a', ' '], ['', 1, null]],
    ['record', record(port), [{}, { a: 1 }], [{ a: 0 }, [1], 'a']],
  ])('%s', (_, schema, right, wrong) => {
    expect(right.filter((value) => !takes(schema, value))).toEqual([]);
    expect(wrong.filter((value) => takes(schema, value))).toEqual([]);
  });

  it('a network is taken as it begins, and otherwise the right one is named', () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(fc.tuple(octet, octet, octet, octet), fc.nat(32), (address, prefix) => {
        const bits = address.reduce((all, byte) => all * 256 + byte, 0);
        const block = 2 ** (32 - prefix);
        const start = Math.floor(bits / block) * block;
        const begins = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.');
        const written = `${address.join('.')}/${prefix}`;
        expect(takes(cidr, `${begins}/${prefix}`)).toBe(true);
        expect(takes(cidr, written)).toBe(start === bits);
        if (start !== bits)
          expect(said(`config: { steading:it: ${written} }`, { it: cidr })[0]).toContain(
            `did you mean ${begins}/${prefix}?`,
          );
      }),
    );
  });

  it.each([
    '10.42.0.0',
    '10.42.0.0/33',
    '10.42.0/16',
    'fd00::/8',
    '10.42.0.0/-1',
    '10.42.0.0/16 ',
    '10.42.0.0/016',
    '',
  ])('%j is no network', (network) => {
    expect(takes(cidr, network)).toBe(false);
  });

  it('an empty list of storage classes is told to be empty', () => {
    const source = HOMELAB.replace('storageClasses: [local-path]', 'storageClasses: []');
    expect(said(source, { cluster, ...rest(HOMELAB, 'cluster') })[0]).toMatch(/is an empty list/);
  });

  it('that `pulumi config set` wrote as a text is what the text says, where a text does not fit', () => {
    const source = `config: { steading:word: '[a]', steading:deploy: '{"unprotect": ["db"]}' }`;
    expect(values(source, { word: v.string(), deploy })).toEqual({
      word: '[a]',
      deploy: { mode: 'direct', unprotect: ['db'] },
    });
    expect(said("config: { steading:deploy: '{mode' }", { deploy })[0]).toContain("is '{mode', expected a map of keys");
  });

  it('of delivery has its defaults', () => {
    const source = 'config: { steading:delivery: { engine: argocd, repository: https://git.example/tree.git } }';
    expect(values(source, { delivery }).delivery).toEqual({
      engine: 'argocd',
      repository: 'https://git.example/tree.git',
      revision: 'main',
      path: '',
      namespace: 'argocd',
      appOfApps: true,
    });
    expect(values(source.replace('argocd', 'flux'), { delivery }).delivery).toMatchObject({ namespace: 'flux-system' });
  });
});

/** Schemas that take whatever else a file says, so that one area can be looked at alone. */
function rest(source: string, but: string): ConfigSchema {
  const areas = [...source.matchAll(/^ {2}steading:(\w+):/gm)]
    .map(([, area]) => area ?? '')
    .filter((area) => area !== but);
  return Object.fromEntries(areas.map((area) => [area, v.unknown()]));
}
