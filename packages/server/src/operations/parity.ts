/** How far an operation goes, where it does not simply work. */
export type Parity =
  /** It does what Amazon's does, but for what the note says. */
  | { readonly status: 'works'; readonly note: string }
  /** It checks what it is given, keeps it and shows it, and nothing comes of it. */
  | { readonly status: 'keeps'; readonly note: string }
  /** It answers with a named error. */
  | { readonly status: 'refuses'; readonly note: string }
