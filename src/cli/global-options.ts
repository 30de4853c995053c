/** The options before or after any command, as commander reads them. */
export interface GlobalOptions {
  readonly cwd?: string;
  readonly config?: string;
  readonly output: readonly string[];
  readonly concurrency: string;
  readonly offline?: boolean;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
