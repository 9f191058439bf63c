import { defineEnvironment } from '../../../../../src';
import { FLUX } from '../../../../fixtures/flux';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const folders = [{ path: 'gitops/base', wait: true }];
    stack.deliver(FLUX, { layout: { entry: 'gitops/base', source: 'shop', folders } });
    stack.cluster('home', CLUSTER).namespace('shop');
  },
});
