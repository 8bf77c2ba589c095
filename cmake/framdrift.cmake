# What every target of the project is made with: flags, libraries, protos and tests, each in one function.

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_SOURCE_DIR}/cmake/cached.sh ${CCACHE})
endif()

find_package(Threads REQUIRED)
find_package(absl REQUIRED)
find_package(Protobuf REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
find_package(RocksDB REQUIRED)
if(FRAMDRIFT_GRPC)
  find_package(gRPC REQUIRED)
endif()

# Comes with binutils and links a test in half the time of the default.
include(CheckLinkerFlag)
check_linker_flag(CXX -fuse-ld=gold FRAMDRIFT_GOLD)
if(FRAMDRIFT_GOLD)
  add_link_options(-fuse-ld=gold)
endif()

# GCC collects garbage rather than let its heap grow, which is a tenth of the time it takes. Four
# compilers at a time may have a sixteenth of the memory each before they do.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  cmake_host_system_information(RESULT memory QUERY TOTAL_PHYSICAL_MEMORY)
  math(EXPR heap "${memory} * 1024 / 16")
  add_compile_options(--param=ggc-min-heapsize=${heap})
endif()

set(FRAMDRIFT_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
    -Wno-missing-field-initializers -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  list(APPEND FRAMDRIFT_WARNINGS -Wthread-safety -Wno-sign-conversion)
else()
  # GCC 12 reports these inside the standard library at -O1 and above where nothing is wrong.
  list(APPEND FRAMDRIFT_WARNINGS -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
       -Wno-array-bounds -Wno-dangling-pointer)
endif()
if(FRAMDRIFT_SANITIZE)
  add_compile_options(-fsanitize=${FRAMDRIFT_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FRAMDRIFT_SANITIZE})
  if(FRAMDRIFT_SANITIZE STREQUAL "thread")
    # Protobuf's messages have one member more where this is defined; Debian's library has not.
    add_compile_options(-U__SANITIZE_THREAD__)
    # tests/tsan.supp names functions that a tail call would leave out of the stack.
    add_compile_options(-fno-optimize-sibling-calls)
  endif()
endif()

# Headers that most files of a target include are compiled once: PRECOMPILED names them, and
# PRECOMPILED_BY another target that has done so; where neither is given, FRAMDRIFT_PRECOMPILED_BY of
# the folder, if any. Every file includes what it uses all the same:
# -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds too.
function(framdrift_precompile target by)
  if(NOT by AND NOT ARGN)
    set(by ${FRAMDRIFT_PRECOMPILED_BY})
  endif()
  if(by)
    target_precompile_headers(${target} REUSE_FROM ${by})
  elseif(ARGN)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
      target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp)
    endif()
  endif()
endfunction()

# framdrift_precompiled(NAME [OPTIONS …] DEPS … HEADERS …): nothing but headers compiled once, for the
# targets that name framdrift_NAME. Only what is compiled with the same options can use them.
function(framdrift_precompiled name)
  cmake_parse_arguments(ARG "" "" "OPTIONS;DEPS;HEADERS" ${ARGN})
  set(empty ${CMAKE_CURRENT_BINARY_DIR}/${name}.cc)
  file(GENERATE OUTPUT ${empty} CONTENT "")
  add_library(framdrift_${name} OBJECT ${empty})
  target_include_directories(framdrift_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(framdrift_${name} PRIVATE ${ARG_OPTIONS})
  target_link_libraries(framdrift_${name} PRIVATE ${ARG_DEPS})
  framdrift_precompile(framdrift_${name} "" ${ARG_HEADERS})
endfunction()

# framdrift_library(NAME [EXCEPTIONS] SRCS … DEPS … [PRECOMPILED … | PRECOMPILED_BY TARGET]): a
# static library, known as framdrift::NAME. EXCEPTIONS exempts a target from -fno-exceptions because
# a library it uses throws.
function(framdrift_library name)
  cmake_parse_arguments(ARG "EXCEPTIONS" "PRECOMPILED_BY" "SRCS;DEPS;PRECOMPILED" ${ARGN})
  add_library(framdrift_${name} STATIC ${ARG_SRCS})
  add_library(framdrift::${name} ALIAS framdrift_${name})
  target_include_directories(framdrift_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_compile_options(framdrift_${name} PRIVATE ${FRAMDRIFT_WARNINGS})
  if(NOT ARG_EXCEPTIONS)
    target_compile_options(framdrift_${name} PRIVATE -fno-exceptions)
  endif()
  target_link_libraries(framdrift_${name} PUBLIC ${ARG_DEPS})
  framdrift_precompile(framdrift_${name} "${ARG_PRECOMPILED_BY}" ${ARG_PRECOMPILED})
endfunction()

# framdrift_binary(NAME [EXCEPTIONS] SRCS … DEPS …): a program in build/<preset>/bin.
function(framdrift_binary name)
  cmake_parse_arguments(ARG "EXCEPTIONS" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${FRAMDRIFT_WARNINGS})
  if(NOT ARG_EXCEPTIONS)
    target_compile_options(${name} PRIVATE -fno-exceptions)
  endif()
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
endfunction()

# framdrift_test(NAME [LABELS …] SRCS … DEPS … [PRECOMPILED … | PRECOMPILED_BY TARGET]): a
# GoogleTest program, one ctest entry.
function(framdrift_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT;PRECOMPILED_BY" "SRCS;DEPS;LABELS;PRECOMPILED" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(${name} PRIVATE ${FRAMDRIFT_WARNINGS})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  framdrift_precompile(${name} "${ARG_PRECOMPILED_BY}" ${ARG_PRECOMPILED})
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" ENVIRONMENT
                       "FRAMDRIFT_SOURCE_DIR=${CMAKE_SOURCE_DIR};FRAMDRIFT_BIN_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp")
  if(ARG_TIMEOUT)
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
  endif()
endfunction()

# Generated code compiles in a third of the time when a library's files are one unit and little of it
# is optimised. protoc gives two statics the same name in every file.
set(FRAMDRIFT_GENERATED_OPTIONS -w $<IF:$<CONFIG:Debug>,-O0,-Og>)
function(framdrift_generated target precompiled_by)
  target_include_directories(${target} SYSTEM PUBLIC ${CMAKE_BINARY_DIR}/gen)
  target_compile_options(${target} PRIVATE ${FRAMDRIFT_GENERATED_OPTIONS})
  framdrift_precompile(${target} ${precompiled_by})
  set_target_properties(${target} PROPERTIES
    UNITY_BUILD ON
    UNITY_BUILD_BATCH_SIZE 12
    UNITY_BUILD_UNIQUE_ID FRAMDRIFT_UNIT
    UNITY_BUILD_CODE_BEFORE_INCLUDE "#include \"google/protobuf/generated_message_reflection.h\"
#define FRAMDRIFT_JOIN_(a, b) a##b
#define FRAMDRIFT_JOIN(a, b) FRAMDRIFT_JOIN_(a, b)
#define schemas FRAMDRIFT_JOIN(schemas_, FRAMDRIFT_UNIT)
#define file_default_instances FRAMDRIFT_JOIN(instances_, FRAMDRIFT_UNIT)"
    UNITY_BUILD_CODE_AFTER_INCLUDE "#undef schemas
#undef file_default_instances")
endfunction()

# framdrift_proto(CONTEXT [SERVICES] PROTOS … DEPS …): C++ of proto/framdrift/CONTEXT/v1. Messages become
# framdrift::proto_CONTEXT; with SERVICES, every *_service.proto also becomes framdrift::grpc_CONTEXT.
# Generated code is SYSTEM: its warnings are not ours.
function(framdrift_proto context)
  cmake_parse_arguments(ARG "" "" "PROTOS;DEPS" ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/gen)
  file(MAKE_DIRECTORY ${out})
  set(messages)
  set(services)
  foreach(proto IN LISTS ARG_PROTOS)
    set(source ${CMAKE_SOURCE_DIR}/proto/framdrift/${context}/v1/${proto}.proto)
    set_property(GLOBAL APPEND PROPERTY FRAMDRIFT_PROTOS ${source})
    set(stem ${out}/framdrift/${context}/v1/${proto})
    add_custom_command(
      OUTPUT ${stem}.pb.cc ${stem}.pb.h
      COMMAND protobuf::protoc -I ${CMAKE_SOURCE_DIR}/proto --cpp_out=${out} ${source}
      DEPENDS ${source} VERBATIM)
    list(APPEND messages ${stem}.pb.cc)
    if(FRAMDRIFT_GRPC AND proto MATCHES "_service$")
      add_custom_command(
        OUTPUT ${stem}.grpc.pb.cc ${stem}.grpc.pb.h
        COMMAND protobuf::protoc -I ${CMAKE_SOURCE_DIR}/proto --grpc_out=${out}
                --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin> ${source}
        DEPENDS ${source} VERBATIM)
      list(APPEND services ${stem}.grpc.pb.cc)
    endif()
  endforeach()
  add_library(framdrift_proto_${context} STATIC ${messages})
  add_library(framdrift::proto_${context} ALIAS framdrift_proto_${context})
  framdrift_generated(framdrift_proto_${context} framdrift_message_headers)
  target_link_libraries(framdrift_proto_${context} PUBLIC protobuf::libprotobuf ${ARG_DEPS})
  if(services)
    add_library(framdrift_grpc_${context} STATIC ${services})
    add_library(framdrift::grpc_${context} ALIAS framdrift_grpc_${context})
    framdrift_generated(framdrift_grpc_${context} framdrift_service_headers)
    target_link_libraries(framdrift_grpc_${context} PUBLIC framdrift_proto_${context} gRPC::grpc++)
  endif()
endfunction()
