import packageJson from '../../package.json' with { type: 'json' };

/** Version of this release. */
export const VERSION: string = packageJson.version;
