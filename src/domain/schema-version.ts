/** Version of the JSON shapes: additive changes raise the minor, readers ignore what they do not know. */
export const SCHEMA_VERSION = '1.0';
