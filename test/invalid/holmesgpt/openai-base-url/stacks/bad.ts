import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const namespace = stack.cluster('home', CLUSTER).namespace('holmesgpt');
    new HelmRelease(new Component(stack, 'holmesgpt'), 'holmesgpt', {
      namespace,
      chart: 'holmes',
      version: '0.6.0',
      repository: 'https://robusta-charts.storage.googleapis.com',
      values: {
        additionalEnvVars: [
          { name: 'MODEL', value: 'openai/qwen3-coder' },
          { name: 'OPENAI_BASE_URL', value: 'http://llm-proxy.llm-proxy.svc:8080/v1' },
          { name: 'OPENAI_API_KEY', value: 'not-needed' },
        ],
      },
    });
  },
});
