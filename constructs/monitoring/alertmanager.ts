/** Who is told of alerts. What is secret of it is asked of a person: the text says what for. */
export type Receiver =
  | { readonly webhook: string }
  | {
      readonly email: {
        readonly to: string;
        readonly from: string;
        /** Mail server with its port, such as `mail.example.org:587`. */
        readonly server: string;
        readonly user: string;
        /** What the password is asked for with. */
        readonly password: string;
      };
    };

/** What is set of Alertmanager's configuration; its operator refuses a key that it does not know. */
export interface AlertmanagerConfig {
  readonly route: Route & { readonly routes: readonly Route[] };
  readonly receivers: readonly {
    readonly name: string;
    readonly webhook_configs?: readonly { readonly url_file: string; readonly send_resolved: boolean }[];
    readonly email_configs?: readonly {
      readonly to: string;
      readonly from: string;
      readonly smarthost: string;
      readonly auth_username: string;
      readonly auth_password_file: string;
      readonly send_resolved: boolean;
    }[];
  }[];
}

interface Route {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
}

/** Nobody hears of it: it stands in Alertmanager, and in Grafana. */
const NOBODY = 'nobody';

/** Routes by severity: warnings and worse to people, what is only information, and the dead man's switch, to nobody. */
export function alertmanagerConfig(receiver: Receiver | undefined, secretFile: string): AlertmanagerConfig {
  const grouping = { group_by: ['namespace', 'alertname'], group_wait: '30s', group_interval: '5m' };
  if (!receiver) {
    return {
      route: { receiver: NOBODY, ...grouping, repeat_interval: '12h', routes: [] },
      receivers: [{ name: NOBODY }],
    };
  }
  return {
    route: {
      receiver: 'people',
      ...grouping,
      repeat_interval: '12h',
      routes: [
        { receiver: NOBODY, matchers: ['alertname =~ "Watchdog|InfoInhibitor"'] },
        { receiver: NOBODY, matchers: ['severity =~ "info|none"'] },
        { receiver: 'people', matchers: ['severity = "critical"'], group_wait: '10s', repeat_interval: '4h' },
      ],
    },
    receivers: [{ name: NOBODY }, { name: 'people', ...configs(receiver, secretFile) }],
  };
}

function configs(receiver: Receiver, secretFile: string): Omit<AlertmanagerConfig['receivers'][number], 'name'> {
  if ('webhook' in receiver) return { webhook_configs: [{ url_file: secretFile, send_resolved: true }] };
  const { to, from, server, user } = receiver.email;
  const signedIn = { auth_username: user, auth_password_file: secretFile };
  return { email_configs: [{ to, from, smarthost: server, ...signedIn, send_resolved: true }] };
}
