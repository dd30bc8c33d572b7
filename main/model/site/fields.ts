import { z } from 'zod';
import { parseAddress, parseCidr } from '../network.ts';

/** RFC 1123 label in lower case, as Kubernetes wants names. */
export const Name = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a lower-case RFC 1123 name: letters, digits and "-", at most 63');

export const Address = z
  .string()
  .refine((value) => parseAddress(value) !== undefined, 'an IPv4 address such as 10.0.0.11');

export const Network = z
  .string()
  .refine((value) => parseCidr(value) !== undefined, 'a network such as 10.244.0.0/16, without host bits');

export const NetworkOrAuto = z.union([z.literal('auto'), Network]);

/** A DNS name such as shop.example.cn, in lower case; a leading `*.` is allowed. */
export const DomainName = z
  .string()
  .max(253)
  .regex(
    /^(\*\.)?([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z][-a-z0-9]{0,61}[a-z0-9]$/,
    'a domain name such as shop.example.cn',
  );

/** Machine size as people say it: 8C16G is 8 vCPU and 16 GiB. */
export const Shape = z.string().regex(/^[1-9]\d{0,2}C[1-9]\d{0,3}G$/, 'a machine size such as 8C16G');

/** A share of a whole, 0 to 1. */
export const Share = z.number().min(0).max(1);
export const Count = z.number().int().min(0).max(1_000_000);
export const Positive = z.number().positive();
export const Day = z.iso.date();
