/** What https is held to besides the authorities that Node trusts; every text is PEM. */
export interface TlsOptions {
  readonly ca?: string;
  /** A client certificate; it is shown to the server that it is for, never to one that this one redirects to. */
  readonly cert?: string;
  readonly key?: string;
  /** Any certificate of the server is taken, of that server alone. */
  readonly insecure?: boolean;
}

/** What is known for a host (`name[:port]`), undefined where nothing is. */
export type TlsFor = (host: string) => Promise<TlsOptions | undefined>;
