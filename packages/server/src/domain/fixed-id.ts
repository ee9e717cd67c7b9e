/** The tag that fixes a new pool's id, so that a project can commit its configuration. */
export const fixedIdTag = 'latchkey:id'
