import { Component, defineEnvironment } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const market = new Component(stack, 'market');
    const hen = new Component(stack, 'hen');
    const egg = new Component(stack, 'egg');
    const chick = new Component(stack, 'chick');
    market.after(egg, 'sells them');
    hen.after(chick, 'grows up from it');
    egg.after(hen, 'is laid by it');
    chick.after(egg, 'hatches from it');
  },
});
