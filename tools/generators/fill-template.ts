/**
 * A copy of a template in which each `{{name}}` is replaced by its value.
 *
 * @throws {RangeError} If a name has no value.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new RangeError(`Cannot fill a template: ${name} has no value`);
    return value;
  });
}
