import { readConfig } from '../../src/config/read';
import { charts } from '../../src/config/schema';

const read = (mirror: string) =>
  readConfig('Pulumi.a.yaml', `config:\n  steading:charts:\n    ${mirror}\n`, { charts });

describe('steading:charts', () => {
  it.each([
    ['mirror: oci://registry.example.org:5000/charts/', 'oci://registry.example.org:5000/charts'],
    ['mirror: https://charts.example.org', 'https://charts.example.org'],
    ['mirror: http://10.0.0.5:8080/charts', 'http://10.0.0.5:8080/charts'],
  ])('%s', (line, mirror) => {
    expect(read(line)).toEqual({ config: { charts: { mirror } } });
  });

  it.each([
    ['a registry without its scheme', 'mirror: registry.example.org/charts'],
    ['a path', 'mirror: ./charts'],
    ['a password, which would stand in the tree', 'mirror: https://me:secret@charts.example.org'],
    ['nothing', 'mirror:'],
    ['another key', 'miror: https://charts.example.org'],
  ])('does not take %s', (_, line) => {
    expect(read(line)).toEqual({ findings: [expect.objectContaining({ severity: 'error' })] });
  });

  it('may be missing', () => {
    expect(readConfig('Pulumi.a.yaml', 'config: {}\n', { charts })).toEqual({ config: { charts: {} } });
  });
});
