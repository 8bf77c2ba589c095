# cmake -DINPUT=F -DOUTPUT=F.cc -DSYMBOL=kName -DNAMESPACE=a::b -P embed.cmake: a file as a constant.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "#include <cstddef>
namespace ${NAMESPACE} {
extern const unsigned char ${SYMBOL}[];
extern const size_t ${SYMBOL}Size;
const unsigned char ${SYMBOL}[] = {${bytes}};
const size_t ${SYMBOL}Size = sizeof(${SYMBOL});
}  // namespace ${NAMESPACE}
")
