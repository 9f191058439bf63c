import { chosenLlms } from '../../../../../constructs/llm';
import { OpenWebUiChart } from '../../../../../constructs/open-webui/chart';
import { defineEnvironment, llm, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: { llm },
  build(stack, { llm }) {
    const on = stack.cluster('home', CLUSTER);
    const room = { size: Size.gibibytes(1), storageClass: 'local-path' };
    const chat = new OpenWebUiChart(stack, 'chat', { on, chart: '6.4.0', version: '0.6.5', ...room });
    for (const model of chosenLlms(stack, llm, undefined).several) chat.use(model);
  },
});
