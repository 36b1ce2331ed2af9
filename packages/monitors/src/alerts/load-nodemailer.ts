import { optionalPeer } from "@sluice/core-events";
import type * as Nodemailer from "nodemailer";

/**
 * Loads the optional package that speaks SMTP.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING` that names what to install.
 */
export function loadNodemailer(load: () => Promise<typeof Nodemailer> = () => import("nodemailer")): Promise<typeof Nodemailer> {
  return optionalPeer("nodemailer", load, "send e-mail");
}
