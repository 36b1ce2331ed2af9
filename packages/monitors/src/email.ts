export { email, type EmailOptions } from "./alerts/email-channel.js";
