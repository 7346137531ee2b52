/** Building blocks of wire formats that several modules share. */
import { z } from 'zod';

/** Bytes as they are written on chain: lower-case hex with `0x`. */
export const hexSchema = (bytes: number, description: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`))
    .meta({ description });

/** SHA-256 of bytes: bare lower-case hex, as `sha256sum` prints it. */
export const sha256Schema = (description: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits')
    .meta({ description });

/** RFC 3339, UTC. */
export const instantSchema = (description: string) => z.iso.datetime().meta({ description });
