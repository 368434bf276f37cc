//! From the text of an expression to its tree.
//!
//! Binding, loosest first: `or`, `and`, `not`, comparisons and `in` (which do not chain), `+ -`,
//! `*`, the sign. A minus between two names has spaces around it: `near-poor` is one word.

use std::ops::Range;

use winnow::ascii::multispace0;
use winnow::combinator::{
    Infix, Postfix, Prefix, alt, cut_err, eof, expression as pratt, fail, not, opt, peek,
    separated, terminated,
};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::{any, one_of, take_till, take_while};

use super::fault::{Expected, Fault, FaultKind};
use super::syntax::{Arithmetic, Compare, Kind, Name, Tree};
use crate::model::{Day, Month};

type Input<'a> = LocatingSlice<&'a str>;
type Parsed<T> = Result<T, ErrMode<Stuck>>;

const KEYWORDS: [&str; 8] = ["and", "or", "not", "in", "where", "for", "true", "false"];

/// Where the parser could not go on.
#[derive(Clone, Copy, Debug)]
struct Stuck {
    at: usize,
    end: Option<usize>,
    why: Why,
}

/// Faults that are found before names are known; small, since parsing tries and backs out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Why {
    Expected(Expected),
    NoSuchMonth,
    NoSuchDate,
    DottedNumber,
    NumberTooLarge,
}

impl From<Why> for FaultKind {
    fn from(why: Why) -> Self {
        match why {
            Why::Expected(expected) => Self::Expected(expected),
            Why::NoSuchMonth => Self::NoSuchMonth,
            Why::NoSuchDate => Self::NoSuchDate,
            Why::DottedNumber => Self::DottedNumber,
            Why::NumberTooLarge => Self::NumberTooLarge,
        }
    }
}

impl<'a> ParserError<Input<'a>> for Stuck {
    type Inner = Self;

    fn from_input(input: &Input<'a>) -> Self {
        Self {
            at: input.current_token_start(),
            end: None,
            why: Why::Expected(Expected::Value),
        }
    }

    fn or(self, other: Self) -> Self {
        if self.at > other.at { self } else { other }
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// Most bytes of an expression.
const LONGEST: usize = 4000;
/// Most brackets and prefixes of an expression, so that no text can exhaust the stack.
const DEEPEST: usize = 100;

/// Parses a whole expression.
pub(super) fn expression(text: &str) -> Result<Tree, Fault> {
    let minus = |pair: &[u8]| matches!(pair, [before, b'-'] if !before.is_ascii_alphanumeric());
    let minuses = text
        .as_bytes()
        .windows(2)
        .filter(|pair| minus(pair))
        .count();
    let deep = text.matches('(').count() + text.matches("not").count() + minuses;
    if text.len() > LONGEST || deep > DEEPEST {
        return Err(Fault {
            span: 0..text.len(),
            kind: FaultKind::TooLong,
        });
    }
    let mut input = LocatingSlice::new(text);
    let whole = |i: &mut Input<'_>| -> Parsed<Tree> {
        multispace0.parse_next(i)?;
        let tree = any_expression(i)?;
        wanted(eof.void(), Expected::Operator).parse_next(i)?;
        Ok(tree)
    };
    whole(&mut input).map_err(|error| match error {
        ErrMode::Backtrack(stuck) | ErrMode::Cut(stuck) => {
            let span = stuck.at..stuck.end.unwrap_or_else(|| word_end(text, stuck.at));
            habit(text, &span, stuck.why).unwrap_or(Fault {
                span,
                kind: stuck.why.into(),
            })
        }
        ErrMode::Incomplete(_) => Fault {
            span: text.len()..text.len(),
            kind: FaultKind::Expected(Expected::Value),
        },
    })
}

/// Signs and words that people bring along from elsewhere, and what they are here.
const OTHER_SIGNS: [(&str, &str); 11] = [
    ("==", "="),
    ("<>", "!="),
    ("≠", "!="),
    ("≥", ">="),
    ("≤", "<="),
    ("&&", "and"),
    ("||", "or"),
    ("và ", "and"),
    ("hoặc ", "or"),
    ("không ", "not"),
    ("×", "*"),
];

/// What is meant where the parser stuck at a habit: a unit, a date with slashes, another language's sign.
fn habit(text: &str, stuck: &Range<usize>, why: Why) -> Option<Fault> {
    if !matches!(why, Why::Expected(Expected::Operator | Expected::Value)) {
        return None;
    }
    let (before, rest) = text.split_at_checked(stuck.start)?;
    for (given, right) in OTHER_SIGNS {
        // `==` is stuck at its second sign.
        for start in [stuck.start, stuck.start.saturating_sub(1)] {
            if text.get(start..).is_some_and(|t| t.starts_with(given)) {
                return Some(Fault {
                    span: start..start + given.trim_end().len(),
                    kind: FaultKind::OtherSign {
                        given: given.trim_end(),
                        right,
                    },
                });
            }
        }
    }
    let last = before.trim_end().chars().next_back()?;
    if why != Why::Expected(Expected::Operator) || !last.is_ascii_digit() {
        return None;
    }
    let kind = match rest.chars().next()? {
        '/' => FaultKind::SlashedDate,
        c if c.is_alphabetic() || c == '%' => {
            FaultKind::Unit(text.get(stuck.clone()).unwrap_or(rest).to_owned())
        }
        _ => return None,
    };
    Some(Fault {
        span: stuck.clone(),
        kind,
    })
}

/// The end of the word, or of the one sign, that begins at `at`.
fn word_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
    at + word.max(rest.chars().next().map_or(0, char::len_utf8))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn any_expression(i: &mut Input<'_>) -> Parsed<Tree> {
    pratt(operand)
        .prefix(alt((
            keyword("not").value(Prefix(3, |_: &mut _, a: Tree| {
                Ok(prefixed(a, |a| Kind::Not(Box::new(a))))
            })),
            sign("-").value(Prefix(7, |_: &mut _, a: Tree| {
                Ok(prefixed(a, |a| Kind::Negative(Box::new(a))))
            })),
        )))
        .postfix(alt((
            keyword("exists").value(Postfix(4, |_: &mut _, a: Tree| {
                let name = Name {
                    span: a.span.end..a.span.end,
                    text: "exists".to_owned(),
                };
                Ok(Tree {
                    span: a.span.clone(),
                    kind: Kind::Call(name, vec![a]),
                })
            })),
            (keyword("not"), keyword("in")).value(Postfix(4, |i: &mut _, a: Tree| {
                let list = in_list(i, a)?;
                Ok(Tree {
                    span: list.span.clone(),
                    kind: Kind::Not(Box::new(list)),
                })
            })),
            keyword("in").value(Postfix(4, in_list)),
        )))
        .infix(alt((
            keyword("or").value(Infix::Left(1, |_: &mut _, a, b| Ok(joined(a, b, Kind::Or)))),
            keyword("and").value(Infix::Left(2, |_: &mut _, a, b| {
                Ok(joined(a, b, Kind::And))
            })),
            sign("!=").value(Infix::Neither(4, |_: &mut _, a, b| {
                Ok(compared(Compare::Unequal, a, b))
            })),
            sign("=").value(Infix::Neither(4, |_: &mut _, a, b| {
                Ok(compared(Compare::Equal, a, b))
            })),
            sign("<=").value(Infix::Neither(4, |_: &mut _, a, b| {
                Ok(compared(Compare::AtMost, a, b))
            })),
            sign("<").value(Infix::Neither(4, |_: &mut _, a, b| {
                Ok(compared(Compare::Less, a, b))
            })),
            sign(">=").value(Infix::Neither(4, |_: &mut _, a, b| {
                Ok(compared(Compare::AtLeast, a, b))
            })),
            sign(">").value(Infix::Neither(4, |_: &mut _, a, b| {
                Ok(compared(Compare::Greater, a, b))
            })),
            alt((
                sign("+").value(Infix::Left(5, |_: &mut _, a, b| {
                    Ok(computed(Arithmetic::Plus, a, b))
                })),
                sign("-").value(Infix::Left(5, |_: &mut _, a, b| {
                    Ok(computed(Arithmetic::Minus, a, b))
                })),
                sign("*").value(Infix::Left(6, |_: &mut _, a, b| {
                    Ok(computed(Arithmetic::Times, a, b))
                })),
            )),
        )))
        .parse_next(i)
}

fn prefixed(a: Tree, kind: fn(Tree) -> Kind) -> Tree {
    Tree {
        span: a.span.clone(),
        kind: kind(a),
    }
}

fn joined(a: Tree, b: Tree, kind: fn(Box<Tree>, Box<Tree>) -> Kind) -> Tree {
    Tree {
        span: a.span.start..b.span.end,
        kind: kind(Box::new(a), Box::new(b)),
    }
}

fn compared(how: Compare, a: Tree, b: Tree) -> Tree {
    Tree {
        span: a.span.start..b.span.end,
        kind: Kind::Compare(how, Box::new(a), Box::new(b)),
    }
}

fn computed(how: Arithmetic, a: Tree, b: Tree) -> Tree {
    Tree {
        span: a.span.start..b.span.end,
        kind: Kind::Arithmetic(how, Box::new(a), Box::new(b)),
    }
}

fn in_list(i: &mut Input<'_>, a: Tree) -> Parsed<Tree> {
    wanted(sign("["), Expected::List).parse_next(i)?;
    let item = wanted(alt((literal, quoted, name_tree)), Expected::Item);
    let items: Vec<Tree> = separated(1.., item, sign(",")).parse_next(i)?;
    let end = wanted(peek(spanned("]")), Expected::Bracket)
        .parse_next(i)?
        .end;
    sign("]").parse_next(i)?;
    Ok(Tree {
        span: a.span.start..end,
        kind: Kind::In(Box::new(a), items),
    })
}

fn operand(i: &mut Input<'_>) -> Parsed<Tree> {
    alt((literal, quoted, call, bracketed, truth, name_tree)).parse_next(i)
}

fn bracketed(i: &mut Input<'_>) -> Parsed<Tree> {
    let start = spanned("(").parse_next(i)?.start;
    let inner = wanted(any_expression, Expected::Value).parse_next(i)?;
    let end = close(i)?;
    Ok(Tree {
        span: start..end,
        kind: inner.kind,
    })
}

fn close(i: &mut Input<'_>) -> Parsed<usize> {
    Ok(wanted(spanned(")"), Expected::Parenthesis)
        .parse_next(i)?
        .end)
}

fn truth(i: &mut Input<'_>) -> Parsed<Tree> {
    let word = alt(("true".value(true), "false".value(false))).with_span();
    let (value, span) = terminated(word, (not(one_of(is_word)), multispace0)).parse_next(i)?;
    Ok(Tree {
        span,
        kind: Kind::Bool(value),
    })
}

/// `f(a, b)`, `count(list where …)` or `sum(of for list where …)`.
fn call(i: &mut Input<'_>) -> Parsed<Tree> {
    let function = terminated(name, sign("(")).parse_next(i)?;
    let start = function.span.start;
    let kind = match function.text.as_str() {
        "count" => {
            let (list, filter) = list_where(i)?;
            Kind::Count(list, filter)
        }
        "sum" => {
            let of = wanted(any_expression, Expected::Value).parse_next(i)?;
            wanted(keyword("for"), Expected::For).parse_next(i)?;
            let (list, filter) = list_where(i)?;
            Kind::Sum(Box::new(of), list, filter)
        }
        _ => {
            let argument = wanted(any_expression, Expected::Value);
            Kind::Call(function, separated(1.., argument, sign(",")).parse_next(i)?)
        }
    };
    let end = close(i)?;
    Ok(Tree {
        span: start..end,
        kind,
    })
}

fn list_where(i: &mut Input<'_>) -> Parsed<(Name, Option<Box<Tree>>)> {
    let list = wanted(name, Expected::ListName).parse_next(i)?;
    let filter = if opt(keyword("where")).parse_next(i)?.is_some() {
        Some(Box::new(
            wanted(any_expression, Expected::Value).parse_next(i)?,
        ))
    } else {
        None
    };
    Ok((list, filter))
}

fn name_tree(i: &mut Input<'_>) -> Parsed<Tree> {
    let name = name.parse_next(i)?;
    Ok(Tree {
        span: name.span,
        kind: Kind::Name(name.text),
    })
}

/// A fact, list, function or word: letters, digits and `_`, with dots, or else with hyphens.
fn name(i: &mut Input<'_>) -> Parsed<Name> {
    let first = (
        one_of(|c: char| c.is_alphabetic() || c == '_'),
        take_while(0.., is_word),
    )
        .void();
    let dotted = (first, dots).take();
    let (text, span) = alt((hyphened, dotted)).with_span().parse_next(i)?;
    if KEYWORDS.contains(&text) {
        return Err(ErrMode::Backtrack(Stuck {
            at: span.start,
            end: Some(span.end),
            why: Why::Expected(Expected::Value),
        }));
    }
    multispace0.parse_next(i)?;
    Ok(Name {
        span,
        text: text.to_owned(),
    })
}

fn dots(i: &mut Input<'_>) -> Parsed<()> {
    while opt(('.', peek(one_of(is_word)), take_while(1.., is_word)))
        .parse_next(i)?
        .is_some()
    {}
    Ok(())
}

fn hyphened<'a>(i: &mut Input<'a>) -> Parsed<&'a str> {
    let part = || take_while(1.., is_word);
    (
        one_of(char::is_alphabetic),
        take_while(0.., is_word),
        winnow::combinator::repeat::<_, _, (), _, _>(1.., ('-', part()).void()),
        not('.'),
    )
        .take()
        .parse_next(i)
}

/// A date, a month or a number.
fn literal(i: &mut Input<'_>) -> Parsed<Tree> {
    let start = i.checkpoint();
    let (text, span) = take_while(1.., ('0'..='9', '_', '-', '.'))
        .with_span()
        .parse_next(i)?;
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        i.reset(&start);
        return fail.parse_next(i);
    }
    let text = text.trim_end_matches(['-', '.']);
    i.reset(&start);
    let shape = |pattern: &[usize]| {
        let parts: Vec<&str> = text.split('-').collect();
        parts.len() == pattern.len()
            && parts
                .iter()
                .zip(pattern)
                .all(|(part, len)| part.len() == *len && part.chars().all(|c| c.is_ascii_digit()))
    };
    let (len, kind) = if shape(&[4, 2]) {
        (
            text.len(),
            text.parse().map(Kind::Month).map_err(|()| Why::NoSuchMonth),
        )
    } else if shape(&[4, 2, 2]) {
        (
            text.len(),
            date(text).map(Kind::Date).ok_or(Why::NoSuchDate),
        )
    } else {
        let digits = text.split('-').next().unwrap_or(text);
        let digits = digits.trim_end_matches('.');
        (digits.len(), number(digits).map(Kind::Number))
    };
    let span = span.start..span.start + len;
    take_while(len..=len, |_| true).parse_next(i)?;
    multispace0.parse_next(i)?;
    match kind {
        Ok(kind) => Ok(Tree { span, kind }),
        Err(why) => Err(ErrMode::Cut(Stuck {
            at: span.start,
            end: Some(span.end),
            why,
        })),
    }
}

fn number(digits: &str) -> Result<i64, Why> {
    if digits.contains('.') {
        return Err(Why::DottedNumber);
    }
    digits
        .replace('_', "")
        .parse()
        .map_err(|_| Why::NumberTooLarge)
}

fn date(text: &str) -> Option<Day> {
    let month: Month = text.get(..7)?.parse().ok()?;
    Day::from_ymd(month.year(), month.number(), text.get(8..)?.parse().ok()?)
}

fn quoted(i: &mut Input<'_>) -> Parsed<Tree> {
    let (mark, start) = one_of(['\'', '"']).with_span().parse_next(i)?;
    let text = take_till(0.., mark).parse_next(i)?;
    let end = wanted(any.span(), Expected::Quote).parse_next(i)?.end;
    multispace0.parse_next(i)?;
    Ok(Tree {
        span: start.start..end,
        kind: Kind::Quoted(text.to_owned()),
    })
}

fn keyword<'a>(word: &'static str) -> impl Parser<Input<'a>, (), ErrMode<Stuck>> {
    (word, not(one_of(is_word)), multispace0).void()
}

fn sign<'a>(sign: &'static str) -> impl Parser<Input<'a>, (), ErrMode<Stuck>> {
    (sign, multispace0).void()
}

fn spanned<'a>(sign: &'static str) -> impl Parser<Input<'a>, Range<usize>, ErrMode<Stuck>> {
    terminated(sign.span(), multispace0)
}

/// From here on nothing else can be meant: says what was expected where the parser backs out.
fn wanted<'a, T>(
    parser: impl Parser<Input<'a>, T, ErrMode<Stuck>>,
    expected: Expected,
) -> impl Parser<Input<'a>, T, ErrMode<Stuck>> {
    let mut parser = cut_err(parser);
    move |i: &mut Input<'a>| {
        let start = i.current_token_start();
        parser.parse_next(i).map_err(|error| {
            error.map(|stuck: Stuck| match stuck.why {
                Why::Expected(Expected::Value) if stuck.at == start => Stuck {
                    why: Why::Expected(expected),
                    ..stuck
                },
                _ => stuck,
            })
        })
    }
}
