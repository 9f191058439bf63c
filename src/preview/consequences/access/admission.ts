import { fields, items } from '../../../kubernetes/manifest';
import { gone, type Judge, patched } from '../judge';

const HOOKS = ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'];
const POLICIES = [
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy'],
  ...['kyverno.io/ClusterPolicy', 'kyverno.io/Policy', 'templates.gatekeeper.sh/ConstraintTemplate'],
];

/** What no longer judges objects before they are stored. */
export const admission: Judge = (subject) => [
  ...gone(subject, ...HOOKS, ...POLICIES).map(({ says }) => says('access/webhook-removed', { what: 'it is removed' })),
  ...patched(subject, ...HOOKS).flatMap(({ says, before, after }) => {
    const now = new Map(items(after.webhooks).map((hook) => [hook.name, hook]));
    return items(before.webhooks).flatMap((hook) => {
      const own = now.get(hook.name);
      const isSofter = (hook.failurePolicy ?? 'Fail') === 'Fail' && own?.failurePolicy === 'Ignore';
      if (own && !isSofter) return [];
      const what = own
        ? `'${hook.name}' lets everything pass while it does not answer (failurePolicy Ignore)`
        : `'${hook.name}' is taken out`;
      return [says('access/webhook-removed', { what })];
    });
  }),
  ...patched(subject, ...POLICIES).flatMap(({ says, before, after }) => {
    const actions = [before.spec, after.spec].map((spec) => {
      const { validationFailureAction, validationActions, failurePolicy } = fields(spec);
      return [
        validationFailureAction,
        ...(Array.isArray(validationActions) ? validationActions : []),
        failurePolicy,
      ].map(String);
    });
    const was = actions[0]?.find(
      (action) => /^(Enforce|enforce|Deny|Fail)$/.test(action) && !actions[1]?.includes(action),
    );
    return was === undefined ? [] : [says('access/webhook-removed', { what: `it no longer says ${was}` })];
  }),
];
