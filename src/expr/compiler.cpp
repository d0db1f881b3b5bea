#include <algorithm>
#include <utility>

#include "base/ensure.h"
#include "expr/program.h"

namespace guichet::expr {

namespace {

// Kinds whose equality and order are those of their 64 bits.
bool is_bits(Kind kind) {
  return kind == Kind::boolean || kind == Kind::number || kind == Kind::money || kind == Kind::date ||
         kind == Kind::enumeration || kind == Kind::list;
}

bool is_plain_slot(const Node& node) { return node.op == Op::slot && node.variable.width == 1; }

constexpr std::int64_t kMaskBits = 64;

class Compiler {
 public:
  std::optional<Program> compile(const Node& root) {
    if (root.type.kind == Kind::boolean) {
      answer(root, false, 0);
      emit({.code = Code::return_answer});
    } else {
      value(root, 0);
      emit({.code = Code::return_top});
    }
    if (too_deep_) return std::nullopt;
    base::ensure(program_.code.size() < kAnswered, "a text of 4,096 characters makes a short program");
    thread_jumps();
    return std::move(program_);
  }
 private:
  std::size_t emit(Instruction instruction) {
    program_.code.push_back(instruction);
    return program_.code.size() - 1;
  }

  void push(Instruction instruction) {
    if (++height_ > kStackMax) too_deep_ = true;
    program_.stack = std::max(program_.stack, height_);
    emit(instruction);
  }

  void pop(unsigned count) { height_ -= count; }

  template <class T>
  static std::uint16_t position(std::vector<T>& known, const T& wanted) {
    const auto found = std::ranges::find(known, wanted);
    const auto index = static_cast<std::uint16_t>(found - known.begin());
    if (found == known.end()) known.push_back(wanted);
    return index;
  }

  std::uint16_t constant(const Value& v) { return position(program_.constants, v); }

  // ---- conditions: `negated` is carried inward (De Morgan holds, errors included) ----------------------

  void answer(const Node& node, bool negated, unsigned depth) {
    const auto flip = static_cast<std::uint8_t>(negated ? 1 : 0);
    switch (node.op) {
      case Op::logical_not:
        return answer(node.children[0], !negated, depth);
      case Op::logical_and:
      case Op::logical_or:
        return join(node, negated, depth);
      case Op::constant:
        emit({.code = Code::fixed, .flip = flip, .bits = node.constant.as_integer()});
        return;
      case Op::has:
        emit({.code = node.variable.width == 1 ? Code::slot_is_set : Code::member_slot_is_set,
              .flip = flip,
              .a = node.variable.slot});
        return;
      case Op::passed:
        emit({.code = Code::deadline_passed, .flip = flip, .a = node.index});
        return;
      case Op::children_all:
        emit({.code = Code::children_all, .flip = flip, .a = node.index});
        return;
      case Op::children_any:
        emit({.code = Code::children_any, .flip = flip, .a = node.index});
        return;
      case Op::in_list:
        return membership(node, flip, depth);
      case Op::equal:
        return comparison(node, Code::pop_equal, flip, depth);
      case Op::not_equal:
        return comparison(node, Code::pop_equal, flip ^ 1, depth);
      case Op::less:
        return comparison(node, Code::pop_less, flip, depth);
      case Op::greater_equal:
        return comparison(node, Code::pop_less, flip ^ 1, depth);
      case Op::greater:
        return comparison(node, Code::pop_greater, flip, depth);
      case Op::less_equal:
        return comparison(node, Code::pop_greater, flip ^ 1, depth);
      default:
        break;
    }
    if (is_plain_slot(node)) {
      emit({.code = Code::slot_is_true, .flip = flip, .a = node.variable.slot});
      return;
    }
    value(node, depth);
    pop(1);
    emit({.code = Code::pop_truth, .flip = flip});
  }

  void join(const Node& node, bool negated, unsigned depth) {
    if (depth >= kJoinDepthMax) {
      too_deep_ = true;
      return;
    }
    // !(a && b) is !a || !b: what stops changes too.
    const bool stop = (node.op == Op::logical_or) != negated;
    std::vector<std::size_t> jumps;
    for (const Node& child : node.children) {
      answer(child, negated, depth + 1);
      if (program_.code.back().join != Join::none) emit({.code = Code::rejoin});
      Instruction& answered = program_.code.back();
      const bool last = &child == &node.children.back();
      answered.join = last ? Join::last : jumps.empty() ? Join::first : Join::middle;
      answered.stop = stop ? 1 : 0;
      answered.depth = static_cast<std::uint16_t>(depth);
      if (!last) jumps.push_back(program_.code.size() - 1);
    }
    for (const std::size_t jump : jumps) program_.code[jump].target = static_cast<std::uint16_t>(program_.code.size());
  }

  void membership(const Node& node, std::uint8_t flip, unsigned depth) {
    const Node& element = node.children[0];
    const bool datum = node.children.size() == 2 && node.children[1].type.kind == Kind::list;
    if (datum && element.op == Op::constant && is_plain_slot(node.children[1])) {
      emit({.code = Code::list_holds,
            .flip = flip,
            .a = node.children[1].variable.slot,
            .bits = std::int64_t{1} << element.constant.as_integer()});
    } else if (datum) {
      value(element, depth);
      value(node.children[1], depth);
      pop(2);
      emit({.code = Code::pop_member, .flip = flip});
    } else if (const auto mask = word_mask(node); mask && is_plain_slot(element)) {
      emit({.code = Code::word_among, .flip = flip, .a = element.variable.slot, .bits = *mask});
    } else {
      value(element, depth);
      pop(1);
      const auto first = static_cast<std::uint16_t>(program_.constants.size());
      for (std::size_t i = 1; i < node.children.size(); ++i) program_.constants.push_back(node.children[i].constant);
      emit({.code = Code::pop_among,
            .flip = flip,
            .a = first,
            .b = static_cast<std::uint16_t>(node.children.size() - 1)});
    }
  }

  static std::optional<std::int64_t> word_mask(const Node& node) {
    if (node.children[0].type.kind != Kind::enumeration) return std::nullopt;
    std::uint64_t mask = 0;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      const std::int64_t word = node.children[i].constant.as_integer();
      if (word >= kMaskBits) return std::nullopt;
      mask |= std::uint64_t{1} << word;
    }
    return static_cast<std::int64_t>(mask);
  }

  // `code` is pop_equal, pop_less or pop_greater; a slot on the left has a shorter way.
  void comparison(const Node& node, Code code, std::uint8_t flip, unsigned depth) {
    const Node* left = &node.children[0];
    const Node* right = &node.children[1];
    if (left->op == Op::constant && right->op != Op::constant) {  // a constant makes no error: they may swap
      std::swap(left, right);
      if (code != Code::pop_equal) code = code == Code::pop_less ? Code::pop_greater : Code::pop_less;
    }
    const Kind kind = left->type.kind;
    const bool text = kind == Kind::text && code == Code::pop_equal;
    if (is_plain_slot(*left) && (is_bits(kind) || text)) {
      const auto pick = [&](Code equal, Code less, Code greater) {
        return code == Code::pop_equal ? equal : code == Code::pop_less ? less : greater;
      };
      Instruction fused{.flip = flip, .a = left->variable.slot};
      if (right->op == Op::constant) {
        fused.code = text ? Code::equal_text : pick(Code::equal_bits, Code::less_bits, Code::greater_bits);
        if (text)
          fused.b = constant(right->constant);
        else
          fused.bits = right->constant.as_integer();
        emit(fused);
        return;
      }
      if (is_plain_slot(*right)) {
        fused.code = text ? Code::equal_text_slots : pick(Code::equal_slots, Code::less_slots, Code::greater_slots);
        fused.b = right->variable.slot;
        emit(fused);
        return;
      }
    }
    value(*left, depth);
    value(*right, depth);
    pop(2);
    emit({.code = code, .flip = flip});
  }

  // Follows each answer to the next instruction that has something to do with it. `next` is asked with
  // what was found, before it is flipped; `rejoin` says again what has been flipped already.
  void thread_jumps() {
    std::vector<Instruction>& code = program_.code;
    for (std::size_t i = code.size() - 1; i-- > 0;) {
      for (const std::uint16_t found : {std::uint16_t{0}, std::uint16_t{1}}) {
        const auto answer = static_cast<std::uint16_t>(found ^ code[i].flip);
        const bool jumps = (code[i].join == Join::first || code[i].join == Join::middle) && answer == code[i].stop;
        const auto there = jumps ? code[i].target : static_cast<std::uint16_t>(i + 1);
        const bool ends = code[there].code == Code::return_answer;
        code[i].next[found] = ends                               ? static_cast<std::uint16_t>(kAnswered + answer)
                              : code[there].code == Code::rejoin ? code[there].next[answer]
                                                                 : there;
      }
    }
    program_.on_slots = std::ranges::all_of(
        code, [](const Instruction& i) { return i.code < kFirstPopCode || i.code == Code::return_answer; });
  }

  // ---- values ------------------------------------------------------------------------------------------

  void value(const Node& node, unsigned depth) {
    switch (node.op) {
      case Op::constant:
        return push({.code = Code::push_constant, .a = constant(node.constant)});
      case Op::slot:
        return push(
            {.code = node.variable.width == 1 ? Code::push_slot : Code::push_member_slot, .a = node.variable.slot});
      case Op::member:
        return push({.code = Code::push_member});
      case Op::today:
        return push({.code = Code::push_today});
      case Op::children_count:
        return push({.code = Code::push_children_count, .a = node.index});
      case Op::negate:
        value(node.children[0], depth);
        emit({.code = Code::negate});
        return;
      case Op::size:
        value(node.children[0], depth);
        emit({.code = node.children[0].type.kind == Kind::text ? Code::size_text : Code::size_list});
        return;
      case Op::add:
      case Op::subtract:
        return arithmetic(node, depth);
      case Op::lookup:
        return lookup(node, depth);
      default:
        break;
    }
    answer(node, false, depth);
    push({.code = Code::push_answer});
  }

  void arithmetic(const Node& node, unsigned depth) {
    value(node.children[0], depth);
    value(node.children[1], depth);
    pop(1);
    const bool adds = node.op == Op::add;
    const Kind right = node.children[1].type.kind;
    emit({.code = right == Kind::duration ? (adds ? Code::add_delay : Code::subtract_delay)
                  : right == Kind::text   ? Code::add_text
                  : adds                  ? Code::add
                                          : Code::subtract});
  }

  void lookup(const Node& node, unsigned depth) {
    const std::size_t keys = node.table->keys.size();
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Node& key = node.children[i];
      value(key, depth);
      if (i < keys && key.type.kind == Kind::enumeration && node.table->keys[i].kind == Kind::text)
        emit({.code = Code::word_of_enum, .a = position(program_.words, key.type.values)});
    }
    const bool dated = node.children.size() > keys;
    pop(static_cast<unsigned>(node.children.size()));
    push({.code = Code::lookup,
          .a = position(program_.tables, node.table),
          .b = static_cast<std::uint16_t>(keys),
          .bits = dated ? 1 : 0});
  }

  Program program_;
  unsigned height_ = 0;
  bool too_deep_ = false;
};

}  // namespace

std::optional<Program> compile_program(const Node& root) { return Compiler{}.compile(root); }

}  // namespace guichet::expr
