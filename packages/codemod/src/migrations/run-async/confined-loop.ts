import type { ts } from "ts-morph";
import { tsc } from "../../analysis/compiler.js";
import { OwnVariables } from "./own-variables.js";
import { PureExpressions } from "./pure-expressions.js";
import { isPlain, type ValueKind } from "./value-kind.js";

/**
 * Whether nobody can tell at which moment the body of a loop over documents runs: it always runs to its end, calls nothing
 * that could fail or be seen, and changes only variables that are gone if an error leaves the loop.
 *
 * The old call had every document, or failed, before the first turn. Of such a loop alone it can be proved that streaming
 * gives the same in every case; that it is left early, waits, logs or writes is reason enough to say no.
 */
export function isConfined(loop: ts.ForOfStatement, checker: ts.TypeChecker): boolean {
  const own = new OwnVariables(loop, checker);
  const pure = new PureExpressions(own, checker);
  const { initializer } = loop;
  if (!tsc.isVariableDeclarationList(initializer) || !isLetOrConst(initializer)) return false;
  const [declaration] = initializer.declarations;
  return declaration !== undefined && pure.declare(declaration.name, "document") && new LoopBody(loop, own, pure).isHarmless(loop.statement);
}

/** Not `var`, which outlives the loop, and not `using`, which calls something at its end. */
function isLetOrConst({ flags }: ts.VariableDeclarationList): boolean {
  return (flags & tsc.NodeFlags.BlockScoped) !== 0 && (flags & tsc.NodeFlags.Using) === 0;
}

/** The statements of a loop's body. */
class LoopBody {
  readonly #loop: ts.ForOfStatement;
  readonly #own: OwnVariables;
  readonly #pure: PureExpressions;

  constructor(loop: ts.ForOfStatement, own: OwnVariables, pure: PureExpressions) {
    this.#loop = loop;
    this.#own = own;
    this.#pure = pure;
  }

  isHarmless(statement: ts.Statement): boolean {
    if (tsc.isBlock(statement)) return statement.statements.every((inner) => this.isHarmless(inner));
    if (tsc.isEmptyStatement(statement)) return true;
    if (tsc.isExpressionStatement(statement)) return this.#isHarmlessEffect(statement.expression);
    if (tsc.isIfStatement(statement)) return this.#isHarmlessIf(statement);
    if (tsc.isSwitchStatement(statement)) return this.#isHarmlessSwitch(statement);
    if (tsc.isContinueStatement(statement)) return statement.label === undefined;
    if (tsc.isBreakStatement(statement)) return statement.label === undefined && this.#isInnerBreak(statement);
    if (tsc.isForOfStatement(statement)) return this.#isHarmlessLoop(statement);
    return tsc.isVariableStatement(statement) && this.#isHarmlessDeclaration(statement.declarationList);
  }

  #isHarmlessIf({ expression, thenStatement, elseStatement }: ts.IfStatement): boolean {
    return this.#isPure(expression) && this.isHarmless(thenStatement) && (elseStatement === undefined || this.isHarmless(elseStatement));
  }

  #isHarmlessSwitch({ expression, caseBlock }: ts.SwitchStatement): boolean {
    return this.#pure.isPlain(expression) && caseBlock.clauses.every((clause) => (tsc.isDefaultClause(clause) || this.#isPure(clause.expression)) && clause.statements.every((inner) => !tsc.isVariableStatement(inner) && this.isHarmless(inner))); // what one clause declares, another could read too early
  }

  #isInnerBreak(statement: ts.Node): boolean {
    for (let at = statement.parent; at !== this.#loop; at = at.parent) if (tsc.isForOfStatement(at) || tsc.isSwitchStatement(at)) return true;
    return false;
  }

  #isHarmlessLoop({ awaitModifier, initializer, expression, statement }: ts.ForOfStatement): boolean {
    if (awaitModifier !== undefined || !tsc.isVariableDeclarationList(initializer) || !isLetOrConst(initializer)) return false;
    const [declaration] = initializer.declarations;
    const kind = this.#pure.kindOf(expression);
    const element = this.#pure.elementOf(expression);
    if (declaration === undefined || element === undefined) return false;
    const isPair = kind === "pairs" && tsc.isArrayBindingPattern(declaration.name);
    return this.#pure.declare(declaration.name, isPair ? "pairs" : element) && this.isHarmless(statement);
  }

  #isHarmlessDeclaration(list: ts.VariableDeclarationList): boolean {
    if (!isLetOrConst(list)) return false;
    const isConst = (list.flags & tsc.NodeFlags.Const) !== 0;
    return list.declarations.every(({ name, initializer }) => {
      const kind = initializer === undefined ? "data" : this.#pure.kindOf(initializer);
      if (kind === undefined || (!isConst && (!tsc.isIdentifier(name) || !isPlain(kind)))) return false;
      if (isConst || !tsc.isIdentifier(name)) return this.#pure.declare(name, kind);
      this.#pure.declareVariable(name);
      return true;
    });
  }

  #isHarmlessEffect(expression: ts.Expression): boolean {
    if (tsc.isPrefixUnaryExpression(expression) || tsc.isPostfixUnaryExpression(expression)) {
      const { operator, operand } = expression;
      return [tsc.SyntaxKind.PlusPlusToken, tsc.SyntaxKind.MinusMinusToken].includes(operator) && this.#isOwnTarget(operand, "number") && this.#pure.isPlain(operand);
    }
    if (tsc.isBinaryExpression(expression)) return this.#isHarmlessAssignment(expression);
    return tsc.isCallExpression(expression) && this.#pure.isOwnMutation(expression);
  }

  #isHarmlessAssignment({ left, right, operatorToken: { kind } }: ts.BinaryExpression): boolean {
    const { SyntaxKind } = tsc;
    if (kind < SyntaxKind.FirstAssignment || kind > SyntaxKind.LastAssignment) return false;
    const value = this.#pure.kindOf(right);
    if (value === undefined || !this.#isOwnTarget(left, value)) return false;
    const keeps: readonly ts.SyntaxKind[] = [SyntaxKind.EqualsToken, SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.BarBarEqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken];
    return keeps.includes(kind) || (this.#pure.isPlain(left) && this.#pure.isPlain(right));
  }

  /** A variable of the function, or a place in an object that the function has made. */
  #isOwnTarget(target: ts.Expression, value: ValueKind): boolean {
    if (tsc.isIdentifier(target)) return this.#pure.isAssignable(target, value);
    if (!tsc.isPropertyAccessExpression(target) && !tsc.isElementAccessExpression(target)) return false;
    if (!tsc.isIdentifier(target.expression) || this.#own.freshKind(target.expression) !== "own-object") return false;
    return tsc.isPropertyAccessExpression(target) ? target.name.text !== "__proto__" : this.#pure.isPlain(target.argumentExpression);
  }

  #isPure(expression: ts.Expression): boolean {
    return this.#pure.kindOf(expression) !== undefined;
  }
}
