// The cryptography of a line: chance from the system, the digest of an envelope, the commitment to
// a payload. The only file of the log that includes Nettle and libsodium; docs/decisions/005 says why both.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace guichet::audit {

using Bytes32 = std::array<unsigned char, 32>;
[[nodiscard]] std::string_view view(const Bytes32& bytes);
[[nodiscard]] Bytes32 bytes32(std::string_view bytes);  // exactly 32

[[nodiscard]] Bytes32 random_salt();
[[nodiscard]] std::string random_pseudonym();  // 16 random bytes, 32 hexadecimal digits

// SHA-256(0x00 || envelope): the hash of a leaf of RFC 6962.
[[nodiscard]] Bytes32 leaf_of(std::string_view envelope);
// SHA-256(0x01 || left || right): the hash of an inner node of it.
[[nodiscard]] Bytes32 node_of(const Bytes32& left, const Bytes32& right);
[[nodiscard]] Bytes32 empty_root();  // of the tree without leaves: SHA-256("")
// HMAC-SHA-256 keyed by the salt: hides the payload once the salt is gone, binds while it exists.
[[nodiscard]] Bytes32 commitment(const Bytes32& salt, std::string_view payload);

[[nodiscard]] Bytes32 digest_of(std::string_view bytes);      // SHA-256
[[nodiscard]] std::string to_base64(std::string_view bytes);  // RFC 4648 section 4, padded
[[nodiscard]] std::string to_hex(std::string_view bytes);  // lower case

}  // namespace guichet::audit
