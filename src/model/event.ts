/** What a running use case says; `cli/progress` draws it on standard error. */
export type ProgressEvent =
  | { readonly kind: "note"; readonly message: string }
  | { readonly kind: "warning"; readonly message: string }
  | { readonly kind: "step"; readonly subject: string; readonly step: string }
  | {
      readonly kind: "waiting";
      readonly subject: string;
      readonly reason: string;
      readonly ms: number;
    }
  | { readonly kind: "done"; readonly subject: string; readonly status: string };
