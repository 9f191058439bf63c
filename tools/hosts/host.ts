/** A machine on loopback that is reached by SSH. */
export interface SshHost {
  readonly port: number;
  /** Who signs in. */
  readonly user: string;
  readonly hostKey: string;
  /** A folder on it where the user may write. */
  readonly place: string;
  /** Where a file of it is seen from here. */
  outside(path: string): string;
  /** All that its server said. */
  said(): string;
  /** Ends every connection in the middle of what it does. */
  cut(): Promise<void>;
  stop(): Promise<void>;
}

export interface HostProps {
  /** @default 'admin', who becomes root by sudo */
  readonly user?: 'admin' | 'root';
  /** Whether sudo asks for a password. @default 'free' */
  readonly sudo?: 'free' | 'password';
}
