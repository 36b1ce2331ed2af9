import type { ts } from "ts-morph";
import { tsc } from "./compiler.js";
import { isWrapper } from "./expressions.js";
import type { MemberTarget, MemberUse } from "./member-uses.js";
import type { PackageIdentity } from "./package-identity.js";

/** Whose member a name means. */
export type Receiver =
  | { readonly kind: "ours"; readonly symbol: ts.Symbol | undefined; readonly owner: "class" | "part" | "override" }
  | { readonly kind: "foreign" | "mixed" | "unknown" };

/**
 * Tells by symbol whether a value is an instance of the class, whatever it is called: what counts is the package that
 * holds the declaration. `owner` says whether the value has the whole class (also as a subclass or through a generic), only
 * some of its members, or a member that a subclass has replaced.
 */
export class ReceiverTypes {
  readonly #checker: ts.TypeChecker;
  readonly #target: MemberTarget;
  readonly #identity: PackageIdentity;
  readonly #standIn: string | undefined;

  constructor(checker: ts.TypeChecker, target: MemberTarget, identity: PackageIdentity, standIn?: string) {
    this.#checker = checker;
    this.#target = target;
    this.#identity = identity;
    this.#standIn = standIn;
  }

  /** Whose member a use names, by one of the nodes that it may belong to. */
  at(node: ts.Node, { member, form }: Pick<MemberUse, "member" | "form">): Receiver {
    const own = this.of(this.#typeOf(node), member);
    if (own.kind === "ours" && own.owner !== "override") return form === "declaration" ? { kind: "foreign" } : own; // the class declares what is its own
    if (form === "declaration" && own.kind === "foreign") return this.#implemented(node, member);
    if (form === "property" && tsc.isObjectLiteralExpression(node)) return this.#imitated(node, member);
    return own;
  }

  /** The type of a value, or of the instances of a class. */
  #typeOf(node: ts.Node): ts.Type {
    const type = this.#checker.getTypeAtLocation(node);
    const symbol = tsc.isClassExpression(node) ? type.getSymbol() : undefined;
    return symbol === undefined ? type : this.#checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** A class that says it implements the class, or a part of it, stands in for it. */
  #implemented(node: ts.Node, member: string): Receiver {
    const clauses = tsc.isClassLike(node) ? (node.heritageClauses ?? []) : [];
    const interfaces = clauses.filter(({ token }) => token === tsc.SyntaxKind.ImplementsKeyword).flatMap(({ types }) => types);
    const found = interfaces.map((type) => this.of(this.#checker.getTypeAtLocation(type), member));
    return found.find(({ kind }) => kind === "ours") ?? { kind: "foreign" };
  }

  /** An object literal that is expected, or said, to be one stands in for it. */
  #imitated(literal: ts.ObjectLiteralExpression, member: string): Receiver {
    const expected = this.#checker.getContextualType(literal);
    const said: ts.Type[] = expected === undefined ? [] : [expected];
    if (tsc.isCallExpression(literal.parent) && literal.parent.expression.getText() === "Object.assign") said.push(...literal.parent.arguments.map((argument) => this.#checker.getTypeAtLocation(argument)));
    for (let at: ts.Node = literal.parent; tsc.isExpression(at) && isWrapper(at); at = at.parent) said.push(this.#checker.getTypeAtLocation(at));
    const found = said.map((type) => this.of(type, member)).find(({ kind }) => kind === "ours");
    return found?.kind === "ours" ? { ...found, owner: "override" } : { kind: "foreign" };
  }

  of(given: ts.Type, member: string): Receiver {
    const type = this.#checker.getNonNullableType(given);
    if (type.isUnion()) return oneOf(type.types.map((part) => this.of(part, member)));
    const apparent = this.#checker.getNonNullableType(this.#checker.getBaseConstraintOfType(type) ?? type);
    if (apparent !== type && apparent.isUnion()) return this.of(apparent, member);
    if ((apparent.flags & (tsc.TypeFlags.Any | tsc.TypeFlags.Unknown | tsc.TypeFlags.Never)) !== 0) return { kind: "unknown" };
    const symbol = this.#checker.getPropertyOfType(apparent, member);
    const isWhole = this.isInstance(apparent);
    if (symbol === undefined) return isWhole ? { kind: "ours", symbol, owner: "class" } : { kind: this.#hasUnknownBase(apparent) ? "unknown" : "foreign" };
    const declared = (symbol.declarations ?? []).map((declaration) => this.#isOwn(declaration));
    if (!declared.includes(true)) return isWhole ? { kind: "ours", symbol, owner: "override" } : { kind: "foreign" };
    if (declared.includes(false)) return { kind: "ours", symbol, owner: "override" };
    return { kind: "ours", symbol, owner: isWhole ? "class" : "part" };
  }

  /** Whether values of the type are instances of the class or of a subclass, with nothing taken away. */
  isInstance(type: ts.Type): boolean {
    if (type.isIntersection()) return type.types.some((part) => this.isInstance(part));
    const constraint = this.#checker.getBaseConstraintOfType(type);
    if (constraint !== undefined && constraint !== type) return this.isInstance(constraint);
    const { aliasSymbol, aliasTypeArguments = [] } = type;
    const symbol = type.getSymbol();
    if (aliasSymbol !== undefined && /^(?:Readonly|Required)$/.test(aliasSymbol.name)) return aliasTypeArguments.some((part) => this.isInstance(part));
    if (symbol === undefined || (!type.isClassOrInterface() && !this.#isReference(type))) return false;
    if (this.isOwnClass(symbol)) return true;
    return (this.#checker.getDeclaredTypeOfSymbol(symbol).getBaseTypes() ?? []).some((base) => this.isInstance(base));
  }

  /** Whether the symbol is the class itself. */
  isOwnClass(symbol: ts.Symbol): boolean {
    return symbol.name === this.#target.className && (symbol.declarations ?? []).some((declaration) => this.#isOfPackage(declaration));
  }

  /** Whether the class is the one a constructor expression makes, exactly: no subclass, no factory. */
  constructsExactly(node: ts.NewExpression): boolean {
    const symbol = this.#checker.getSymbolAtLocation(node.expression);
    if (symbol === undefined) return false;
    const resolved = (symbol.flags & tsc.SymbolFlags.Alias) === 0 ? symbol : this.#checker.getAliasedSymbol(symbol);
    return this.isOwnClass(resolved);
  }

  #isReference(type: ts.Type): boolean {
    return ((type as ts.ObjectType).objectFlags & tsc.ObjectFlags.Reference) !== 0; // flags of types that are no objects have no such bit
  }

  #isOwn(declaration: ts.Declaration): boolean {
    const { parent } = declaration;
    const isMember = tsc.isClassLike(parent) || tsc.isInterfaceDeclaration(parent);
    return isMember && parent.name?.text === this.#target.className && this.#isOfPackage(declaration);
  }

  #isOfPackage(declaration: ts.Declaration): boolean {
    const { fileName } = declaration.getSourceFile();
    return fileName === this.#standIn || this.#identity.manifestOf(fileName)?.name === this.#target.packageName;
  }

  /** Whether a base class could not be resolved, so that members may be missing from the type. */
  #hasUnknownBase(type: ts.Type): boolean {
    if (type.isIntersection()) return type.types.some((part) => this.#hasUnknownBase(part));
    return (type.getSymbol()?.declarations ?? []).some((declaration) => {
      if (!tsc.isClassLike(declaration) && !tsc.isInterfaceDeclaration(declaration)) return false;
      return (declaration.heritageClauses ?? []).flatMap(({ types }) => types).some((base) => {
        const baseType = this.#checker.getTypeAtLocation(base);
        return (baseType.flags & tsc.TypeFlags.Any) !== 0 || this.#hasUnknownBase(baseType);
      });
    });
  }
}

function oneOf(parts: readonly Receiver[]): Receiver {
  const [first] = parts;
  if (first === undefined) return { kind: "unknown" };
  if (parts.every(({ kind }) => kind === "ours")) return parts.find((part) => part.kind === "ours" && part.owner !== "class") ?? first;
  if (parts.every(({ kind }) => kind === "foreign")) return first;
  return { kind: parts.some(({ kind }) => kind === "ours") ? "mixed" : parts.some(({ kind }) => kind === "unknown") ? "unknown" : "mixed" };
}
