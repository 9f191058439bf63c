import { acknowledge } from '../../src/checks/acknowledgement/acknowledgements';
import { type Finding, finding } from '../../src/diagnostics/finding';
import { Component } from '../../src/model/component';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const TODAY = '2026-11-21';
const UNENFORCED = finding('network/no-enforcement', { cluster: 'home', namespaces: ['shop'] });
const OVERLAP = finding('network/overlap', { first: 'a', second: 'b' });

/** The codes that are left after a stack has accepted one until a day. */
function left(until: string, findings: readonly Finding[] = [UNENFORCED], code: Finding['code'] = UNENFORCED.code) {
  const { graph } = declare((stack) => {
    stack.cluster('home', CLUSTER);
    stack.acknowledge(code, { why: 'a test cluster', until });
  });
  return acknowledge(graph, findings, TODAY).map((one) => one.code);
}

describe('an acknowledgement', () => {
  it('silences its code through its last day, and no other', () => {
    expect(left('2026-11-22')).toEqual([]);
    expect(left(TODAY)).toEqual([]);
    expect(left('2027-01-31', [UNENFORCED, UNENFORCED, OVERLAP])).toEqual(['network/overlap']);
  });

  it('past its day silences nothing, and is itself reported', () => {
    expect(left('2026-11-20')).toEqual(['network/no-enforcement', 'acknowledgement/expired']);
  });

  it('that silences nothing is reported', () => {
    expect(left('2027-01-31', [])).toEqual(['acknowledgement/unused']);
  });

  it('of an error silences nothing, and is an error', () => {
    expect(left('2027-01-31', [OVERLAP], 'network/overlap')).toEqual(['network/overlap', 'acknowledgement/of-error']);
  });

  it('of a component silences what is about that component, and nothing else', () => {
    const { graph } = declare((stack) => {
      const shop = new Component(stack, 'shop');
      shop.acknowledge('workload/no-readiness', { why: 'nobody waits for it', until: TODAY });
    });
    const about = (path: string) => finding('workload/no-readiness', { object: 'Pod shop/web' }, { paths: [path] });
    const findings = ['test/shop', 'test/shop/web', 'test/shopping'].map(about);
    expect(acknowledge(graph, findings, TODAY)).toEqual([about('test/shopping')]);
  });

  it.each(['soon', '2026-9-1', '2027-02-30', '31.01.2027', '9999', ''])(
    'until %j, which is no day, silences nothing',
    (until) => {
      const codes = left(until);
      expect(codes).toContain('network/no-enforcement');
      expect(codes).toHaveLength(2);
    },
  );
});
